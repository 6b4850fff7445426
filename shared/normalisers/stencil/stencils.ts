/**
 * Texts of records with holes in them. A record that fits one is made of the same tokens as the record that it was cut from, but for
 * what shows through the holes: it needs no parsing, and not even to become a text. Stencils that begin alike share their pieces: after
 * each hole it is looked which of the pieces stands there, so a record is compared once and eight bytes at a time, and only what is in
 * holes is gone through.
 */

import type { Block } from '../decode/block.ts';
import { type Alike, viewOf } from './alike.ts';
import { type Cut, Hole } from './cut.ts';
import { Piece } from './piece.ts';
import { numberEnd, plainEnd } from './scan.ts';

/** Bytes of all pieces; beyond it everything is forgotten. */
const mostHeld = 32_000_000;
/** What a piece costs beside its text, and what a form does, in bytes. */
const pieceOverhead = 400;
const formOverhead = 8000;
/** Bytes of a text in a hole. */
const longest = 1000;
const mostHoles = 128;

export class Stencils<T> {
  /** Where the texts in the holes of the record that was read begin and end, in their order. */
  readonly starts = new Int32Array(mostHoles);
  readonly ends = new Int32Array(mostHoles);
  /** Past that record. */
  end = 0;

  #root = new Piece<T>('', Hole.text);
  /** Of each piece all eight bytes, then its last eight. As numbers: UTF-8 without control characters is never NaN or zero. */
  #words = new Float64Array(1 << 16);
  #wordsHeld = 0;
  #held = 0;

  /** The form of the record that opens at `from`; null where it fits none. */
  read(block: Block, from: number): T | null {
    const { bytes, view } = block;
    const words = this.#words;
    let piece = this.#root;
    let at = from;
    for (let hole = 0; hole < mostHoles; hole++) {
      let next: Piece<T> | null = null;
      let end = piece.latest === null ? -1 : holeEnd(piece.latest, words, bytes, view, at);
      if (end >= 0) next = piece.latest;
      else {
        for (let alike: Alike<T> | null = piece.alike; alike !== null && next === null; alike = alike.further(view, at)) {
          const { here } = alike;
          for (let i = 0; i < here.length && next === null; i++) {
            const one = here[i];
            if (one !== undefined && one !== piece.latest && (end = holeEnd(one, words, bytes, view, at)) >= 0)
              piece.latest = next = one;
          }
        }
      }
      if (next === null) return null;
      piece = next;
      at += piece.length;
      if (piece.kind < 0) {
        this.end = at;
        return piece.form;
      }
      this.starts[hole] = at;
      this.ends[hole] = end;
      at = end;
    }
    return null;
  }

  /** What stands in a hole of the record that was read. */
  text(block: Block, hole: number): string {
    return block.text(this.starts[hole] ?? 0, this.ends[hole] ?? 0);
  }

  /** From now on a record like this one is `form`. False where it cannot be remembered. */
  add({ pieces, holes }: Cut, form: T): boolean {
    if (holes.length >= mostHoles) return false;
    if (this.#held > mostHeld) {
      this.#root = new Piece<T>('', Hole.text);
      this.#words = new Float64Array(1 << 16);
      this.#wordsHeld = 0;
      this.#held = 0;
    }
    let piece = this.#root;
    for (let i = 0; i < pieces.length; i++) {
      const next = piece.next(pieces[i] ?? '', holes[i]?.kind ?? -1);
      if (next === null) return false;
      if (next.isNew) this.#hold(next);
      piece = next;
    }
    piece.form = form;
    this.#held += formOverhead;
    return true;
  }

  #hold(piece: Piece<T>): void {
    piece.isNew = false;
    this.#held += piece.length * 2 + pieceOverhead;
    if (piece.length < 8) return;
    const view = viewOf(piece.text);
    piece.words = this.#wordsHeld;
    const count = piece.length >> 3;
    if (this.#wordsHeld + count + 1 > this.#words.length) {
      const larger = new Float64Array(this.#words.length * 2 + count);
      larger.set(this.#words);
      this.#words = larger;
    }
    for (let i = 0; i < count; i++) this.#words[this.#wordsHeld++] = view.getFloat64(i * 8, true);
    this.#words[this.#wordsHeld++] = view.getFloat64(piece.length - 8, true);
  }
}

/** Past the hole behind `piece`, which must stand at `at`; -1 where it does not, or where something else is in the hole. */
function holeEnd<T>(piece: Piece<T>, words: Float64Array, bytes: Uint8Array, view: DataView, at: number): number {
  const start = at + piece.length;
  if (start > view.byteLength) return -1;
  if (piece.length < 8) {
    const { text } = piece;
    for (let i = 0; i < text.length; i++) if (bytes[at + i] !== text.charCodeAt(i)) return -1;
  } else {
    let word = piece.words;
    for (let i = at, last = start - 8; i <= last; i += 8) if (view.getFloat64(i, true) !== words[word++]) return -1;
    if (view.getFloat64(start - 8, true) !== words[word]) return -1;
  }
  if (piece.kind < 0) return start;
  if (piece.kind === Hole.number) return numberEnd(bytes, start);
  const end = plainEnd(bytes, view, start);
  return bytes[end] === (piece.kind === Hole.quoted ? 92 : 34) && end - start <= longest ? end : -1;
}
