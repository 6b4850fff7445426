/** Snappy as Java producers write it: Xerial's frame of length-prefixed blocks around raw snappy. Ours is raw, as librdkafka's. */

import { snappyCompress, snappyDecompress } from '@platformatic/wasm-utils';

/** org.xerial.snappy.SnappyCodec: magic, then version and least compatible version, four bytes each. */
const magic = Buffer.from([0x82, 0x53, 0x4e, 0x41, 0x50, 0x50, 0x59, 0x00]);
const headerBytes = 16;

export function snappyEncode(bytes: Buffer): Buffer {
  return snappyCompress(bytes);
}

export function snappyDecode(bytes: Buffer): Buffer {
  if (!bytes.subarray(0, magic.length).equals(magic)) return copy(snappyDecompress(bytes));
  const parts: Buffer[] = [];
  for (let at = headerBytes; at + 4 <= bytes.length; ) {
    const size = bytes.readUInt32BE(at);
    at += 4;
    if (size > bytes.length - at) throw new Error('a snappy block is cut short');
    parts.push(copy(snappyDecompress(bytes.subarray(at, at + size))));
    at += size;
  }
  return Buffer.concat(parts);
}

/** What the codec returns may lie in its own memory, which the next call overwrites. */
function copy(bytes: Buffer): Buffer {
  return Buffer.from(bytes);
}
