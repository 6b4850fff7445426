/** The time of day, and waiting for it: a port, so that tests need not wait. */

import { setTimeout as wait } from 'node:timers/promises';

export interface WallClock {
  /** Unix ms. */
  now(): number;
  /** Resolves after so long, or at once when the signal is aborted. */
  wait(ms: number, signal: AbortSignal): Promise<void>;
}

const mostMs = 2 ** 31 - 1; // what a timer of Node takes

export const wallClock: WallClock = {
  now: () => Date.now(),
  wait: (ms, signal) => wait(Math.min(Math.max(ms, 0), mostMs), undefined, { signal }).catch(() => {}),
};
