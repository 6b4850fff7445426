/** Bytes that were read and not yet used up, with their place in the whole input. */

import { isUtf8 } from 'node:buffer';

/** Bytes before the first that is needed which can still be looked at: the indentation of its line. */
const behind = 256;
const least = 1 << 17;
const lineFeed = 10;
const none = Buffer.alloc(0);

export class Bytes {
  /** Ours, or the chunk itself that was appended last: never written to but by us. */
  buffer: Buffer = none;
  /** First byte still needed. */
  from = 0;
  /** One past the last byte read. */
  to = 0;
  /** Offset of `buffer[0]` in the input. */
  base = 0;
  /** A line ended just before `buffer[0]`. */
  beginsLine = false;

  #own = none;

  /** What is held lies in memory that will be used again. */
  get isOwn(): boolean {
    return this.buffer === this.#own;
  }

  /**
   * Appends, and returns by how much all indices into the buffer moved down. Where nothing is held and a line begins, the chunk is read
   * where it lies. Else what is held moves to the front of our own memory where it has to, or where it is little: so the same bytes of
   * it are used again and again, and stay near the processor.
   */
  append(chunk: Uint8Array): number {
    if (this.from === this.to && (this.to === 0 || this.buffer[this.to - 1] === lineFeed)) {
      const shift = this.to;
      this.buffer = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length);
      this.base += shift;
      this.from = 0;
      this.to = chunk.length;
      this.beginsLine = this.base > 0;
      return shift;
    }
    const shift = Math.max(0, this.from - behind);
    const held = this.to - shift;
    const wanted = held + chunk.length;
    if (this.isOwn && this.to + chunk.length <= this.buffer.length && held * 4 > chunk.length) {
      this.buffer.set(chunk, this.to);
      this.to += chunk.length;
      return 0;
    }
    const target = wanted > this.#own.length ? Buffer.allocUnsafe(Math.max(wanted, this.#own.length * 2, least)) : this.#own;
    this.buffer.copy(target, 0, shift, this.to);
    target.set(chunk, held);
    this.buffer = this.#own = target;
    this.base += shift;
    this.from -= shift;
    this.to = wanted;
    this.beginsLine &&= shift === 0;
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
