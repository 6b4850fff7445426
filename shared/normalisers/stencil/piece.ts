/** Bytes between two holes, and those that were met behind the hole that follows them. */

/** Bytes by which pieces behind one hole are told apart: three words. */
const probe = 12;
/** Pieces that those do not tell apart. */
const mostAlike = 8;
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

  readonly #all: Piece<T>[] = [];
  /** They begin to differ so far behind the hole. */
  #skip = 0;
  /** By what stands there. */
  #probed = new Map<number, Piece<T>[]>();
  /** Those that end before. */
  #short: Piece<T>[] = [];

  constructor(text: string, kind: number) {
    this.text = text;
    this.length = text.length;
    this.kind = kind;
  }

  /** Those that may stand at `at`. */
  alike(view: DataView, at: number): readonly Piece<T>[] {
    const from = at + this.#skip;
    return from + probe > view.byteLength ? this.#short : (this.#probed.get(probeOf(view, from)) ?? this.#short);
  }

  /** The one with this text; null where there are too many like it. */
  next(text: string, kind: number): Piece<T> | null {
    const known = this.#all.find((one) => one.text === text && one.kind === kind);
    if (known !== undefined) return known;
    if (this.#all.length === mostNext) return null;
    const made = new Piece<T>(text, kind);
    const first = this.#all[0] ?? made;
    const skip = Math.min(first === made ? text.length : this.#skip, sameLength(first.text, text));
    if (skip !== this.#skip) {
      this.#skip = skip;
      this.#probed = new Map();
      this.#short = [];
      for (const one of this.#all) this.#place(one);
    }
    if (!this.#place(made)) return null;
    this.#all.push(made);
    return made;
  }

  #place(piece: Piece<T>): boolean {
    const alike = piece.length < this.#skip + probe ? this.#short : this.#alike(viewOf(piece.text));
    if (alike.length === mostAlike) return false;
    alike.push(piece);
    return true;
  }

  #alike(view: DataView): Piece<T>[] {
    const key = probeOf(view, this.#skip);
    const known = this.#probed.get(key);
    if (known !== undefined) return known;
    const made: Piece<T>[] = [];
    this.#probed.set(key, made);
    return made;
  }
}

/** Of a text with a character a byte. */
export function viewOf(text: string): DataView {
  const bytes = Buffer.from(text, 'latin1');
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
}

function probeOf(view: DataView, at: number): number {
  const first = Math.imul(view.getInt32(at, true), 0x85ebca6b) ^ view.getInt32(at + 4, true);
  return Math.imul(first ^ (first >>> 15), 0xc2b2ae35) ^ view.getInt32(at + 8, true);
}

function sameLength(a: string, b: string): number {
  let i = 0;
  while (i < a.length && i < b.length && a.charCodeAt(i) === b.charCodeAt(i)) i++;
  return i;
}
