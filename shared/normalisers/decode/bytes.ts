/** Bytes that were read and not yet used up, with their place in the whole input. */

import { isUtf8 } from 'node:buffer';

/** Bytes before the first that is needed which can still be looked at: the indentation of its line. */
const behind = 256;

export class Bytes {
  buffer: Buffer = Buffer.allocUnsafe(1 << 20);
  /** First byte still needed. */
  from = 0;
  /** One past the last byte read. */
  to = 0;
  /** Offset of `buffer[0]` in the input. */
  base = 0;

  /**
   * Appends, and returns by how much all indices into the buffer moved down. What is held moves to the front where it has to, or
   * where it is little: so the same bytes of memory are used again and again, and stay near the processor.
   */
  append(chunk: Uint8Array): number {
    const shift = Math.max(0, this.from - behind);
    const held = this.to - shift;
    const wanted = held + chunk.length;
    if (this.to + chunk.length <= this.buffer.length && held * 4 > chunk.length) {
      this.buffer.set(chunk, this.to);
      this.to += chunk.length;
      return 0;
    }
    const target = wanted > this.buffer.length ? Buffer.allocUnsafe(Math.max(wanted, this.buffer.length * 2)) : this.buffer;
    this.buffer.copy(target, 0, shift, this.to);
    target.set(chunk, held);
    this.buffer = target;
    this.base += shift;
    this.from -= shift;
    this.to = wanted;
    return shift;
  }

  /** null where the bytes are not UTF-8. */
  utf8(start: number, end: number): string | null {
    return isUtf8(this.buffer.subarray(start, end)) ? this.buffer.toString('utf8', start, end) : null;
  }

  /** UTF-8, else a character a byte. */
  text(start: number, end: number): string {
    return this.utf8(start, end) ?? this.buffer.toString('latin1', start, end);
  }
}
