/** A text between two holes, and the texts that were met behind the hole that follows it. */

/** Characters by which pieces behind one hole are told apart: so few that a part of a text is a text of its own. */
const probe = 12;
/** Pieces that those do not tell apart. */
const mostAlike = 8;
const mostNext = 4096;

export class Piece<T> {
  readonly text: string;
  /** Of the hole behind it; -1 where the record ends. */
  readonly kind: number;
  /** What the record is that ends here. */
  form: T | null = null;
  /** The piece that was found behind the hole last. */
  latest: Piece<T> | null = null;

  isNew = true;

  readonly #all: Piece<T>[] = [];
  /** They begin to differ so far behind the hole. */
  #skip = 0;
  /** By what stands there. */
  #probed = new Map<string, Piece<T>[]>();
  /** Those that end before. */
  #short: Piece<T>[] = [];

  constructor(text: string, kind: number) {
    this.text = text;
    this.kind = kind;
  }

  /** Those that may stand at `at`. */
  alike(text: string, at: number): readonly Piece<T>[] {
    return this.#probed.get(text.substring(at + this.#skip, at + this.#skip + probe)) ?? this.#short;
  }

  /** The one with this text; null where there are too many like it. */
  next(text: string, kind: number): Piece<T> | null {
    const known = this.#all.find((one) => one.text === text && one.kind === kind);
    if (known !== undefined) return known;
    if (this.#all.length === mostNext) return null;
    const made = new Piece<T>(Buffer.from(text).toString(), kind); // a part of a text would keep all of it
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
    const end = this.#skip + probe;
    const alike = piece.text.length < end ? this.#short : this.#probe(piece.text.slice(this.#skip, end));
    if (alike.length === mostAlike) return false;
    alike.push(piece);
    return true;
  }

  #probe(text: string): Piece<T>[] {
    const known = this.#probed.get(text);
    if (known !== undefined) return known;
    const made: Piece<T>[] = [];
    this.#probed.set(text, made);
    return made;
  }
}

function sameLength(a: string, b: string): number {
  let i = 0;
  while (i < a.length && i < b.length && a.charCodeAt(i) === b.charCodeAt(i)) i++;
  return i;
}
