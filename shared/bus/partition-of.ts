/** Key → partition as Kafka's Java client decides it (murmur2), so that every client and language agrees. */

export function partitionOf(key: string, partitions: number): number {
  return (murmur2(Buffer.from(key)) & 0x7fffffff) % partitions;
}

/** 32-bit MurmurHash2 with the seed of org.apache.kafka.common.utils.Utils. */
export function murmur2(bytes: Uint8Array): number {
  const m = 0x5bd1e995;
  const length = bytes.length;
  const view = new DataView(bytes.buffer, bytes.byteOffset, length);
  let h = 0x9747b28c ^ length;
  let at = 0;
  for (; at + 4 <= length; at += 4) {
    let k = Math.imul(view.getInt32(at, true), m);
    k = Math.imul(k ^ (k >>> 24), m);
    h = Math.imul(h, m) ^ k;
  }
  const rest = length - at;
  if (rest === 3) h ^= view.getUint8(at + 2) << 16;
  if (rest >= 2) h ^= view.getUint8(at + 1) << 8;
  if (rest >= 1) h = Math.imul(h ^ view.getUint8(at), m);
  h = Math.imul(h ^ (h >>> 13), m);
  return h ^ (h >>> 15);
}
