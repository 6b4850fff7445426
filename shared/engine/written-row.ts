/**
 * A row in its subject's text. That of a sign-in is made when the subject is first written: where nothing in it needs escaping and its
 * numbers are exact integers, its length, which is its measure, follows from what it is made of. Until then one small integer holds this
 * length and where the row's parts stand: nothing for the collector to copy.
 */

import type { IdentityEvent } from '@gatewatch/domain';
import { isPlainText } from './dictionary.ts';
import { SignInRow } from './sign-in-row.ts';

/** The text, or of a sign-in what it will be made with. */
export type WrittenRow = string | number;

// From the lowest bit: the text's length, the places of `where`, `how` and `what`. Together 31 bits, which an array holds by itself.
const lengthBits = 8;
const whereBits = 8;
const howBits = 8;
const whatBits = 7;
const howAt = lengthBits + whereBits;
const whatAt = howAt + howBits;
const fits = (n: number, bits: number): boolean => n >>> bits === 0;

/** `origin`: what the times of rows are counted from, Unix ms. `where`, `what`, `how`: places of its parts. */
export function writtenRow(row: SignInRow, origin: number, where: number, what: number, how: number): WrittenRow {
  return small(row, origin, where, what, how) ?? JSON.stringify(valuesOf(row, origin, where, what, how));
}

/** `tuple`: what `row` was read from. */
export function writtenAgain(tuple: unknown, row: IdentityEvent | undefined, origin: number): WrittenRow {
  const number = row instanceof SignInRow && Array.isArray(tuple) ? small(row, origin, tuple[4], tuple[5], tuple[6]) : null;
  return number ?? JSON.stringify(tuple);
}

/** null: its text is out of the ordinary. */
function small(row: SignInRow, origin: number, where: number, what: number, how: number): number | null {
  const length = lengthOf(row, origin) + digits(where) + digits(what) + digits(how);
  if (!(length < 2 ** lengthBits && fits(where, whereBits) && fits(what, whatBits) && fits(how, howBits))) return null;
  return length | (where << lengthBits) | (how << howAt) | (what << whatAt);
}

/** Characters of its text. */
export function writtenLength(written: WrittenRow): number {
  return typeof written === 'string' ? written.length : written & (2 ** lengthBits - 1);
}

/**
 * Every row as text, with commas between. `rows` and `origin`: those they were written with. A text stays once it is made: a subject is
 * written again with each row that comes.
 */
export function writtenTexts(written: WrittenRow[], rows: readonly IdentityEvent[], origin: number): string {
  for (let i = 0; i < written.length; i++) {
    const one = written[i];
    if (typeof one !== 'number') continue;
    const row = rows[i];
    if (!(row instanceof SignInRow)) throw new Error('only the text of a sign-in is made from its row');
    written[i] = JSON.stringify(valuesOf(row, origin, ...placesIn(one)));
  }
  return written.join(',');
}

/** Of `where`, `what` and `how`. */
function placesIn(written: number): [number, number, number] {
  return [(written >>> lengthBits) & (2 ** whereBits - 1), written >>> whatAt, (written >>> howAt) & (2 ** howBits - 1)];
}

function valuesOf(row: SignInRow, origin: number, where: number, what: number, how: number): readonly unknown[] {
  const { id, record, time, lag, hash, request, correlation } = row;
  const own = record === null ? id.slice(row.how.provider.length + 1) : [id, record];
  const values: unknown[] = [own, time - origin, lag, hash, where, what, how];
  if (request !== 0 || correlation !== 0) values.push(request);
  if (correlation !== 0) values.push(correlation);
  return values;
}

/** Characters of its text without the places; NaN where only the text would tell. */
function lengthOf({ id, record, time, lag, hash, request, correlation, how }: SignInRow, origin: number): number {
  if (record !== null || !isPlainText(id) || !isPlainText(hash)) return Number.NaN;
  const own = id.length - how.provider.length - 1;
  const numbers = digits(time - origin) + (lag === null ? 4 : digits(lag));
  const links = request === 0 && correlation === 0 ? 0 : linkLength(request) + (correlation === 0 ? 0 : linkLength(correlation));
  return own + numbers + hash.length + links + 12; // two brackets, six commas, four quotes
}

/** With the comma before it. */
function linkLength(link: SignInRow['request']): number {
  if (typeof link !== 'string') return link === null ? 5 : 2;
  return isPlainText(link) ? link.length + 3 : Number.NaN;
}

/** Characters of an integer; NaN of any other number. */
function digits(n: number): number {
  if (!Number.isSafeInteger(n)) return Number.NaN;
  let count = n < 0 ? 2 : 1;
  const size = Math.abs(n);
  for (let power = 10; size >= power; power *= 10) count++;
  return count;
}
