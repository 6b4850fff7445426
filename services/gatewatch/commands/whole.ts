/** A whole number that a person wrote behind a flag. */

import { UserMistake } from '@gatewatch/runtime';

/** Throws UserMistake where it is none, or out of range. */
export function whole(flag: string, text: string, least: number, most: number): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < least || value > most) {
    throw new UserMistake(`${flag} ${text} is not in range: write a whole number from ${least} to ${most}.`);
  }
  return value;
}
