/**
 * Whether what is new in the folders may be read now. Who puts a month of history there puts many files, one after the other, and
 * they are read in order only if they are read together: so nothing is read while more keeps coming, within patience.
 */

export interface Calm {
  /** `unread` names what is new; empty: nothing is. */
  look(unread: readonly string[], now: number): boolean;
  /** Since when nothing is new, Unix ms; null: something is. */
  quietSince(): number | null;
}

const patienceMs = 60_000;

export function createCalm(settleMs: number): Calm {
  let last: string | null = null;
  let same = Number.NEGATIVE_INFINITY;
  let first: number | null = null;
  let quiet: number | null = null;
  return {
    look(unread, now) {
      const is = unread.join('\n');
      // What is there at the start was there before: it is as it is.
      if (last !== null && is !== last) same = now;
      last = is;
      quiet = unread.length === 0 ? (quiet ?? now) : null;
      first = unread.length === 0 ? null : (first ?? now);
      return first !== null && (now - same >= settleMs || now - first >= patienceMs);
    },
    quietSince: () => quiet,
  };
}
