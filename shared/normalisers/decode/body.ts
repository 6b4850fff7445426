/**
 * Where the records of an envelope begin and end that holds one list and no more than texts that say nothing of records: `{"records":[…]}`
 * of an Event Hub, a page of the Reports API with its entity tag and the token of the next, `{"activities":[…]}`.
 */

import { blankEnd, plainEnd } from '../stencil/scan.ts';
import type { Block } from './block.ts';

const quoted = (name: string): Buffer => Buffer.from(`"${name}"`);
const lists = ['records', 'items', 'activities'].map(quoted);
const texts = ['kind', 'etag', 'nextPageToken'].map(quoted);

/** Where the first value of the list stands; -1 where the object that opens at `at` is no such envelope. */
export function bodyStart(block: Block, at: number): number {
  const { bytes } = block;
  let i = blankEnd(bytes, at + 1);
  for (let past = nameEnd(bytes, i, texts); past > 0; past = nameEnd(bytes, i, texts)) {
    i = textEnd(block, valueAt(bytes, past));
    if (bytes[i] !== 44) return -1;
    i = blankEnd(bytes, i + 1);
  }
  const past = nameEnd(bytes, i, lists);
  const list = past < 0 ? -1 : valueAt(bytes, past);
  return bytes[list] === 91 ? blankEnd(bytes, list + 1) : -1;
}

/** Past the envelope whose list ends with the bracket at `at`; -1 where something else follows. */
export function bodyEnd(block: Block, at: number): number {
  const { bytes } = block;
  let i = blankEnd(bytes, at + 1);
  while (bytes[i] === 44) {
    const past = nameEnd(bytes, blankEnd(bytes, i + 1), texts);
    i = past < 0 ? -1 : textEnd(block, valueAt(bytes, past));
  }
  return bytes[i] === 125 ? i + 1 : -1;
}

/** Past the one of `names` that stands at `at`; -1 where none does. */
function nameEnd(bytes: Uint8Array, at: number, names: readonly Buffer[]): number {
  for (let n = 0; n < names.length; n++) {
    const name = names[n];
    let i = 0;
    while (name !== undefined && i < name.length && bytes[at + i] === name[i]) i++;
    if (i === name?.length) return at + i;
  }
  return -1;
}

/** Where the value behind a name stands that ends at `at`; -1 where there is none. */
function valueAt(bytes: Uint8Array, at: number): number {
  const colon = blankEnd(bytes, at);
  return bytes[colon] === 58 ? blankEnd(bytes, colon + 1) : -1;
}

/** Past the text that opens at `at` and the blanks behind it; -1 where there is none, or one with other escapes than that of a quote. */
function textEnd({ bytes, view }: Block, at: number): number {
  if (bytes[at] !== 34) return -1;
  let i = plainEnd(bytes, view, at + 1);
  while (bytes[i] === 92 && bytes[i + 1] === 34) i = plainEnd(bytes, view, i + 2);
  return bytes[i] === 34 ? blankEnd(bytes, i + 1) : -1;
}
