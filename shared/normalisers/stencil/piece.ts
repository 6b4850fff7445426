/** Bytes between two holes, and those that were met behind the hole that follows them. */

import { Alike } from './alike.ts';

const mostNext = 4096;

export class Piece<T> {
  /** A character a byte. */
  readonly text: string;
  readonly length: number;
  /** Of the hole behind it; -1 where the record ends. */
  readonly kind: number;
  /** Where its words begin among those of all pieces. */
  words = 0;
  /** What the record is that ends here. */
  form: T | null = null;
  /** The piece that was found behind the hole last. */
  latest: Piece<T> | null = null;

  isNew = true;

  /** Those behind the hole. */
  readonly alike = new Alike<T>();
  #next = 0;

  constructor(text: string, kind: number) {
    this.text = text;
    this.length = text.length;
    this.kind = kind;
  }

  /** The one with this text; null where there are too many like it. */
  next(text: string, kind: number): Piece<T> | null {
    const known = this.alike.find(text, kind);
    if (known !== null) return known;
    if (this.#next === mostNext) return null;
    const made = new Piece<T>(text, kind);
    if (!this.alike.add(made)) return null;
    this.#next++;
    return made;
  }
}
