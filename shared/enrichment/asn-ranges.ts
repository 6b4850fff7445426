/**
 * Address ranges with their AS numbers and owners in a form that is small in memory and one read from disk: sorted typed arrays, and
 * all names in one text. 412,000 IPv4 ranges of 84,000 networks are 7 MB.
 */

export interface AsnRanges {
  readonly family: 4 | 6;
  /** Sorted; IPv6 by the upper 64 bits: no network is announced in parts smaller than /64. */
  readonly starts: Uint32Array | BigUint64Array;
  /** Inclusive. */
  readonly ends: Uint32Array | BigUint64Array;
  /** Row of `numbers` for each range. */
  readonly networks: Uint32Array;
  readonly numbers: Uint32Array;
  /** Where each network's name ends in `names`; it begins where the one before ends. */
  readonly nameEnds: Uint32Array;
  /** UTF-8. */
  readonly names: Uint8Array;
}

/** Row of the network that owns `address`, or -1. */
export function networkRow(ranges: AsnRanges, address: number | bigint): number {
  const { starts, ends } = ranges;
  let low = 0;
  let high = starts.length - 1;
  while (low <= high) {
    const middle = (low + high) >>> 1;
    if ((starts[middle] ?? 0) > address) high = middle - 1;
    else if ((ends[middle] ?? 0) < address) low = middle + 1;
    else return ranges.networks[middle] ?? -1;
  }
  return -1;
}

export function networkName(ranges: AsnRanges, row: number): string {
  const start = row === 0 ? 0 : (ranges.nameEnds[row - 1] ?? 0);
  return new TextDecoder().decode(ranges.names.subarray(start, ranges.nameEnds[row]));
}

const magic = 0x33415747; // "GWA3"; a new layout takes a new number, and older files are compiled again
const headBytes = 32;

export function encodeRanges(ranges: AsnRanges): Uint8Array<ArrayBuffer> {
  const parts = [ranges.starts, ranges.ends, ranges.networks, ranges.numbers, ranges.nameEnds, ranges.names];
  const bytes = new Uint8Array(headBytes + parts.reduce((sum, part) => sum + part.byteLength, 0));
  let at = headBytes;
  for (const part of parts) {
    bytes.set(new Uint8Array(part.buffer, part.byteOffset, part.byteLength), at);
    at += part.byteLength;
  }
  const counts = [ranges.starts.length, ranges.numbers.length, ranges.names.length];
  new Uint32Array(bytes.buffer, 0, 6).set([magic, ranges.family, ...counts, checksum(bytes)]);
  return bytes;
}

/** null where the bytes are not whole, of another layout or of another byte order. The result shares `bytes`. */
export function decodeRanges(bytes: Uint8Array<ArrayBuffer>): AsnRanges | null {
  if (bytes.length < headBytes || bytes.byteOffset % 8 !== 0) return null;
  const [mark, family, count = 0, networks = 0, nameBytes = 0, sum] = new Uint32Array(bytes.buffer, bytes.byteOffset, 6);
  if (mark !== magic || (family !== 4 && family !== 6)) return null;
  const width = family === 4 ? 4 : 8;
  if (bytes.length !== headBytes + count * (2 * width + 4) + networks * 8 + nameBytes) return null;
  let at = bytes.byteOffset + headBytes;
  const take = (size: number) => {
    const start = at;
    at += size;
    return start;
  };
  const addresses = () =>
    family === 4
      ? new Uint32Array(bytes.buffer, take(count * 4), count)
      : new BigUint64Array(bytes.buffer, take(count * 8), count);
  if (sum !== checksum(bytes)) return null;
  return {
    family,
    starts: addresses(),
    ends: addresses(),
    networks: new Uint32Array(bytes.buffer, take(count * 4), count),
    numbers: new Uint32Array(bytes.buffer, take(networks * 4), networks),
    nameEnds: new Uint32Array(bytes.buffer, take(networks * 4), networks),
    names: new Uint8Array(bytes.buffer, take(nameBytes), nameBytes),
  };
}

/** FNV-1a over all words behind the head: catches pages that were never written (a power cut) and bytes that a disk turned. */
function checksum(bytes: Uint8Array<ArrayBuffer>): number {
  const words = new Uint32Array(bytes.buffer, bytes.byteOffset + headBytes, (bytes.length - headBytes) >>> 2);
  let hash = (0x811c9dc5 ^ bytes.length) >>> 0;
  for (let i = 0; i < words.length; i++) hash = Math.imul(hash ^ (words[i] ?? 0), 0x01000193) >>> 0;
  for (let i = bytes.length & ~3; i < bytes.length; i++) hash = Math.imul(hash ^ (bytes[i] ?? 0), 0x01000193) >>> 0;
  return hash;
}
