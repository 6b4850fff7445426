/** `left` and what follows it, up to `least` bytes or more; fewer only at the end of the input. */
export async function filled(left: Uint8Array, least: number, iterator: AsyncIterator<Uint8Array>): Promise<Buffer> {
  let bytes = Buffer.from(left.buffer, left.byteOffset, left.length);
  while (bytes.length < least) {
    const next = await iterator.next();
    if (next.done) break;
    const { buffer, byteOffset, length } = next.value;
    const more = Buffer.from(buffer, byteOffset, length);
    bytes = bytes.length === 0 ? more : Buffer.concat([bytes, more]);
  }
  return bytes;
}
