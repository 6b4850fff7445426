/** Which numbers an option may have: more than 0 where its card names no least. */

import type { Option } from './detector.ts';

export function isAllowed({ least, most }: Option, value: number): boolean {
  return (least === undefined ? value > 0 : value >= least) && (most === undefined || value <= most);
}

/** As a sentence goes on after `a number that is`, such as `more than 0 and at most 18`. */
export function allowedWords({ least, most }: Option): string {
  const low = least === undefined ? 'more than 0' : `at least ${least}`;
  return most === undefined ? low : `${low} and at most ${most}`;
}
