/**
 * The frame of a gzip member (RFC 1952 2.3), read by ourselves: what node's own reader throws away with a member whose checksum is
 * wrong, or behind which something else stands, is up to 16 KB of whole records.
 */

import { DamagedStream } from './damaged-stream.ts';
import { filled } from './filled.ts';

/** `left`, and what follows it, without the header that it begins with. */
export async function behindHeader(left: Uint8Array, iterator: AsyncIterator<Uint8Array>): Promise<Uint8Array> {
  for (let bytes: Buffer = Buffer.from(left); ; ) {
    const end = gzipHeaderEnd(bytes);
    if (end === 'none') throw new DamagedStream('gzip stream: incorrect header');
    if (end !== 'more') return bytes.subarray(end);
    const longer = await filled(bytes, bytes.length + 1, iterator);
    if (longer.length === bytes.length) throw new DamagedStream('gzip stream: unexpected end of file');
    bytes = longer;
  }
}

/** `sum` and `length` are those of the data: what has been given cannot be taken back, but it is told that it is not what was written. */
export async function behindTrailer(
  left: Uint8Array,
  iterator: AsyncIterator<Uint8Array>,
  sum: number,
  length: number,
): Promise<Uint8Array> {
  const bytes = await filled(left, trailerBytes, iterator);
  if (bytes.length < trailerBytes) throw new DamagedStream('gzip stream: unexpected end of file');
  if (bytes.readUInt32LE(0) !== sum) throw new DamagedStream('gzip stream: incorrect checksum');
  if (bytes.readUInt32LE(4) !== length % 2 ** 32) throw new DamagedStream('gzip stream: incorrect length');
  return bytes.subarray(trailerBytes);
}

const checked = 1 << 1;
const extra = 1 << 2;
const named = 1 << 3;
const commented = 1 << 4;
const deflate = 8;
/** A name and a comment are short; what goes on and on is none. */
const longest = 1 << 16;

/** Bytes of checksum and length behind the data of a member. */
const trailerBytes = 8;

/** Where the header ends that `bytes` begin with: `more` where they end within it, `none` where they are none. */
function gzipHeaderEnd(bytes: Buffer): number | 'more' | 'none' {
  if (bytes.length < 10) return 'more';
  const flags = bytes[3] ?? 0;
  if (bytes[2] !== deflate || flags >= 1 << 5) return 'none';
  let end = 10;
  if (flags & extra) {
    if (bytes.length < end + 2) return 'more';
    end += 2 + bytes.readUInt16LE(end);
  }
  for (const flag of [named, commented]) {
    if ((flags & flag) === 0) continue;
    const zero = bytes.indexOf(0, end);
    if (zero < 0) return bytes.length > 2 * longest ? 'none' : 'more';
    end = zero + 1;
  }
  if (flags & checked) end += 2;
  return end > bytes.length ? 'more' : end;
}
