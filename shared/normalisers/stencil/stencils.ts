/**
 * Texts of records with holes in them. A record that fits one is made of the same tokens as the record that it was cut from, but for
 * what shows through the holes: it needs no parsing. Stencils that begin alike share their pieces: after each hole it is looked which
 * of the pieces stands there, so a record is compared once and many characters at a time, and only what is in holes is gone through.
 */

import { type Cut, Hole } from './cut.ts';
import { Piece } from './piece.ts';
import { numberEnd, plainEnd } from './scan.ts';

/** Characters of all pieces; beyond it everything is forgotten. */
const mostHeld = 32_000_000;
/** What a piece costs beside its text, and what a form does, in characters. */
const pieceOverhead = 400;
const formOverhead = 8000;
/** Characters of a text in a hole. */
const longest = 1000;
const mostHoles = 128;

export class Stencils<T> {
  /** Where the texts in the holes of the record that was read begin and end, in their order. */
  readonly starts = new Int32Array(mostHoles);
  readonly ends = new Int32Array(mostHoles);
  /** Past that record. */
  end = 0;

  #root = new Piece<T>('', Hole.text);
  #held = 0;

  /** The form of the record that opens at `from`; null where it fits none. `bytes`: the same text, where each character is one. */
  read(text: string, from: number, bytes: Uint8Array | null): T | null {
    let piece = this.#root;
    let at = from;
    for (let hole = 0; hole < mostHoles; hole++) {
      let next: Piece<T> | null = null;
      let end = piece.latest === null ? -1 : holeEnd(piece.latest, text, at, bytes);
      if (end >= 0) next = piece.latest;
      else {
        const alike = piece.alike(text, at);
        for (let i = 0; i < alike.length && next === null; i++) {
          const one = alike[i];
          if (one !== undefined && one !== piece.latest && (end = holeEnd(one, text, at, bytes)) >= 0) piece.latest = next = one;
        }
      }
      if (next === null) return null;
      piece = next;
      at += piece.text.length;
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

  /** From now on a record like this one is `form`. False where it cannot be remembered. */
  add({ pieces, holes }: Cut, form: T): boolean {
    if (holes.length >= mostHoles) return false;
    if (this.#held > mostHeld) {
      this.#root = new Piece<T>('', Hole.text);
      this.#held = 0;
    }
    let piece = this.#root;
    for (let i = 0; i < pieces.length; i++) {
      const next = piece.next(pieces[i] ?? '', holes[i]?.kind ?? -1);
      if (next === null) return false;
      if (next.isNew) this.#held += next.text.length + pieceOverhead;
      next.isNew = false;
      piece = next;
    }
    piece.form = form;
    this.#held += formOverhead;
    return true;
  }
}

/** Past the hole behind `piece`, which must stand at `at`; -1 where it does not, or where something else is in the hole. */
function holeEnd<T>({ text: piece, kind }: Piece<T>, text: string, at: number, bytes: Uint8Array | null): number {
  const start = at + piece.length;
  // Equality compares many characters at once; `startsWith` goes through them one by one.
  if (text.substring(at, start) !== piece) return -1;
  if (kind < 0) return start;
  if (kind === Hole.number) return numberEnd(text, start);
  const end = plainEnd(text, start, bytes);
  return text.charCodeAt(end) === 34 && end - start <= longest ? end : -1;
}
