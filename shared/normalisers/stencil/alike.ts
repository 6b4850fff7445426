/** Pieces that begin alike, told apart by the three words at which they begin to differ; those that these do not tell apart, by further words. */

import type { Piece } from './piece.ts';

/** Bytes by which pieces are told apart: three words. */
const probe = 12;
/** Pieces that nothing tells apart: they end before, or differ only behind so many places at which others differ. */
const mostEqual = 8;
const deepest = 16;

export class Alike<T> {
  readonly #all: Piece<T>[] = [];
  readonly #depth: number;
  /** They begin to differ so far in. */
  #skip = 0;
  /** By what stands there; null where nothing is told apart. */
  #probed: Map<number, Alike<T>> | null = null;
  /** Those that end before. */
  #short: Piece<T>[] = [];

  constructor(depth = 0) {
    this.#depth = depth;
  }

  /** Those of them that nothing tells apart any more. */
  get here(): readonly Piece<T>[] {
    return this.#probed === null ? this.#all : this.#short;
  }

  /** The others that may stand at `at`; null where none may. */
  further(view: DataView, at: number): Alike<T> | null {
    const from = at + this.#skip;
    if (this.#probed === null || from + probe > view.byteLength) return null;
    return this.#probed.get(probeOf(view, from)) ?? null;
  }

  /** The one with this text. */
  find(text: string, kind: number): Piece<T> | null {
    const view = viewOf(text);
    for (let alike: Alike<T> | null = this; alike !== null; alike = alike.further(view, 0)) {
      const found = alike.here.find((one) => one.text === text && one.kind === kind);
      if (found !== undefined) return found;
    }
    return null;
  }

  /** False where there are too many like it. */
  add(piece: Piece<T>): boolean {
    const [first] = this.#all;
    if (first !== undefined && this.#depth === deepest) {
      if (this.#all.length === mostEqual) return false;
    } else if (first !== undefined) {
      const same = sameLength(first.text, piece.text);
      if (this.#probed === null || same < this.#skip) this.#split(this.#probed === null ? same : Math.min(this.#skip, same));
      if (!this.#place(piece)) return false;
    }
    this.#all.push(piece);
    return true;
  }

  #split(skip: number): void {
    this.#skip = skip;
    this.#probed = new Map();
    this.#short = [];
    for (const one of this.#all) this.#place(one);
  }

  #place(piece: Piece<T>): boolean {
    if (piece.length < this.#skip + probe) {
      if (this.#short.length === mostEqual) return false;
      this.#short.push(piece);
      return true;
    }
    const key = probeOf(viewOf(piece.text), this.#skip);
    const known = this.#probed?.get(key);
    if (known !== undefined) return known.add(piece);
    const made = new Alike<T>(this.#depth + 1);
    made.add(piece);
    this.#probed?.set(key, made);
    return true;
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
