/**
 * A flood says the same at every row. It is told when it has grown by a whole threshold, and again from time to time while it
 * goes on, so that an alert neither repeats itself nor falls asleep.
 */

export interface Level {
  /** Unix ms. */
  readonly time: number;
  /** How many thresholds are reached; 0: none. */
  readonly level: number;
}

/** Is the last of these told? `levels` in time order, each row of the flood one. */
export function isTold(levels: readonly Level[], repeatMs: number): boolean {
  let told: Level | null = null;
  let last = false;
  for (const one of levels) {
    last = one.level > 0 && (told === null || one.level > told.level || one.time - told.time > repeatMs);
    if (last) told = one;
  }
  return last;
}
