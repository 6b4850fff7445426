/** Dates as a person writes them on the command line. */

import { UserMistake } from '@gatewatch/runtime';

/** Unix ms, null where the flag is not given. */
export function dateOf(flag: string, text: string | undefined): number | null {
  if (text === undefined) return null;
  const time = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?Z)?$/.test(text) ? Date.parse(text) : Number.NaN;
  // Date.parse makes 2 March of 30 February.
  if (Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== text.slice(0, 10))
    throw new UserMistake(`${flag} ${text} is no date: write it as 2026-05-04 or 2026-05-04T08:00:00Z.`);
  return time;
}
