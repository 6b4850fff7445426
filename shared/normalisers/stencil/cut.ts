/** Cuts holes into the text of a record, where its values differ from record to record. */

import type { JsonObject } from '../decode/decoded.ts';
import { parseJson } from '../decode/parse.ts';
import { bareEnd, blankEnd, numberEnd, plainEnd, stringEnd } from './scan.ts';

/** A hole is what stands between two quotes (text), or a number. */
export const Hole = { text: 0, number: 1 } as const;

export interface Cut {
  /** What stands before, between and behind the holes: one more than there are holes. */
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
export function cut(text: string, at: number, isHole: (path: string, kind: number) => boolean): Cut | null {
  const pieces: string[] = [];
  const holes: Cut['holes'][number][] = [];
  let from = at;
  const end = text.charCodeAt(at) === 123 ? pastValue(at, '', 0) : -1;
  const value = end < 0 ? undefined : parseJson(text.slice(at, end));
  if (value === undefined) return null;
  pieces.push(text.slice(from, end));
  return { pieces, holes, value: value as JsonObject };

  function pastValue(start: number, path: string, depth: number): number {
    if (depth > deepest) return -1;
    const first = text.charCodeAt(start);
    if (first === 123) return members(start, path, depth);
    if (first === 91) return elements(start, path, depth);
    if (first === 34) {
      const past = stringEnd(text, start);
      if (isHole(path, Hole.text) && plainEnd(text, start + 1, null) === past - 1) hole(start + 1, past - 1, path, Hole.text);
      return past;
    }
    const past = bareEnd(text, start);
    if (isHole(path, Hole.number) && past > 0 && numberEnd(text, start) === past) hole(start, past, path, Hole.number);
    return past;
  }

  function hole(start: number, past: number, path: string, kind: number): void {
    pieces.push(text.slice(from, start));
    holes.push({ path, kind });
    from = past;
  }

  function members(start: number, path: string, depth: number): number {
    const keys = new Set<string>();
    let i = blankEnd(text, start + 1);
    if (text.charCodeAt(i) === 125) return i + 1;
    for (;;) {
      if (text.charCodeAt(i) !== 34) return -1;
      const keyEnd = plainEnd(text, i + 1, null);
      const key = text.slice(i + 1, keyEnd);
      if (text.charCodeAt(keyEnd) !== 34 || keys.has(key)) return -1;
      keys.add(key);
      i = blankEnd(text, keyEnd + 1);
      if (text.charCodeAt(i) !== 58) return -1;
      i = pastValue(blankEnd(text, i + 1), path === '' ? nameOf(key) : `${path}.${nameOf(key)}`, depth + 1);
      if (i < 0) return -1;
      i = blankEnd(text, i);
      if (text.charCodeAt(i) === 125) return i + 1;
      if (text.charCodeAt(i) !== 44) return -1;
      i = blankEnd(text, i + 1);
    }
  }

  function elements(start: number, path: string, depth: number): number {
    let i = blankEnd(text, start + 1);
    if (text.charCodeAt(i) === 93) return i + 1;
    for (;;) {
      i = pastValue(i, `${path}[]`, depth + 1);
      if (i < 0) return -1;
      i = blankEnd(text, i);
      if (text.charCodeAt(i) === 93) return i + 1;
      if (text.charCodeAt(i) !== 44) return -1;
      i = blankEnd(text, i + 1);
    }
  }
}

/** A key that could be mistaken for a path has no name. */
function nameOf(key: string): string {
  return /[.[\]]/.test(key) ? '?' : key;
}
