/** Cuts holes into the text of a record, where its values differ from record to record. */

import type { Block } from '../decode/block.ts';
import type { JsonObject } from '../decode/decoded.ts';
import { parseJson } from '../decode/parse.ts';
import { bareEnd, blankEnd, numberEnd, plainEnd, stringEnd } from './scan.ts';

/** A hole is what stands between two quotes (text), a number, or what stands between two quotes within a text (`"\\"…\\""`, an entity tag). */
export const Hole = { text: 0, number: 1, quoted: 2 } as const;

export interface Cut {
  /** What stands before, between and behind the holes, a character a byte: one more than there are holes. */
  readonly pieces: readonly string[];
  readonly holes: readonly { readonly path: string; readonly kind: number }[];
  /** The record itself. */
  readonly value: JsonObject;
}

const deepest = 12;

/**
 * The record that opens at `at`, with holes where `isHole` says of a path (`properties.status.errorCode`, `[]` for elements of a list)
 * and the value is plain text or a plain number. null where the text is no JSON, has a key twice or written with escapes.
 */
export function cut(block: Block, at: number, isHole: (path: string, kind: number) => boolean): Cut | null {
  const { bytes, view } = block;
  const pieces: string[] = [];
  const holes: Cut['holes'][number][] = [];
  let from = at;
  const end = bytes[at] === 123 ? pastValue(at, '', 0) : -1;
  const value = end < 0 ? undefined : parseJson(block.text(at, end));
  if (value === undefined) return null;
  pieces.push(bytes.toString('latin1', from, end));
  return { pieces, holes, value: value as JsonObject };

  function pastValue(start: number, path: string, depth: number): number {
    if (depth > deepest) return -1;
    const first = bytes[start];
    if (first === 123) return members(start, path, depth);
    if (first === 91) return elements(start, path, depth);
    if (first === 34) {
      const past = stringEnd(bytes, start);
      const plain = plainEnd(bytes, view, start + 1);
      if (plain === past - 1) {
        if (isHole(path, Hole.text)) hole(start + 1, plain, path, Hole.text);
      } else if (plain === start + 1 && bytes[plain] === 92 && bytes[plain + 1] === 34 && isHole(path, Hole.quoted)) {
        const quoted = plainEnd(bytes, view, start + 3);
        if (quoted === past - 3 && bytes[quoted] === 92 && bytes[quoted + 1] === 34) hole(start + 3, quoted, path, Hole.quoted);
      }
      return past;
    }
    const past = bareEnd(bytes, start);
    if (isHole(path, Hole.number) && past > 0 && numberEnd(bytes, start) === past) hole(start, past, path, Hole.number);
    return past;
  }

  function hole(start: number, past: number, path: string, kind: number): void {
    pieces.push(bytes.toString('latin1', from, start));
    holes.push({ path, kind });
    from = past;
  }

  function members(start: number, path: string, depth: number): number {
    const keys = new Set<string>();
    let i = blankEnd(bytes, start + 1);
    if (bytes[i] === 125) return i + 1;
    for (;;) {
      if (bytes[i] !== 34) return -1;
      const keyEnd = plainEnd(bytes, view, i + 1);
      const key = block.text(i + 1, keyEnd);
      if (bytes[keyEnd] !== 34 || keys.has(key)) return -1;
      keys.add(key);
      i = blankEnd(bytes, keyEnd + 1);
      if (bytes[i] !== 58) return -1;
      i = pastValue(blankEnd(bytes, i + 1), path === '' ? nameOf(key) : `${path}.${nameOf(key)}`, depth + 1);
      if (i < 0) return -1;
      i = blankEnd(bytes, i);
      if (bytes[i] === 125) return i + 1;
      if (bytes[i] !== 44) return -1;
      i = blankEnd(bytes, i + 1);
    }
  }

  function elements(start: number, path: string, depth: number): number {
    let i = blankEnd(bytes, start + 1);
    if (bytes[i] === 93) return i + 1;
    for (;;) {
      i = pastValue(i, `${path}[]`, depth + 1);
      if (i < 0) return -1;
      i = blankEnd(bytes, i);
      if (bytes[i] === 93) return i + 1;
      if (bytes[i] !== 44) return -1;
      i = blankEnd(bytes, i + 1);
    }
  }
}

/** A key that could be mistaken for a path has no name. */
function nameOf(key: string): string {
  return /[.[\]]/.test(key) ? '?' : key;
}
