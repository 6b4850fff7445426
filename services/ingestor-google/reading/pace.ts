/** How often Google is asked, over all applications of a source: they share one delegate's quota. */

import type { Clock } from '../clock.ts';

export interface Pace {
  /** Resolves when the next question may be asked. */
  turn(signal: AbortSignal): Promise<void>;
  /** Nobody asks before then (Unix ms): Google said so. */
  hold(until: number): void;
}

export function createPace(perMinute: number, clock: Clock): Pace {
  const gapMs = 60_000 / perMinute;
  let next = 0;
  return {
    async turn(signal) {
      const now = clock.now();
      const mine = Math.max(now, next);
      next = mine + gapMs;
      if (mine > now) await clock.sleep(mine - now, signal);
    },
    hold(until) {
      next = Math.max(next, until);
    },
  };
}
