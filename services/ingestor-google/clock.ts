/** Port: what time it is, and waiting. Tests bring their own, so that four days pass in seconds. */

import { setTimeout as wait } from 'node:timers/promises';

export interface Clock {
  /** Unix ms. */
  now(): number;
  /** Rejects with the signal's reason where it is aborted. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
}

/** Node's timers hold 2^31 - 1 ms. */
const longest = 2 ** 31 - 1;

export const systemClock: Clock = {
  now: Date.now,
  async sleep(ms, signal) {
    try {
      await wait(Math.min(Math.max(ms, 0), longest), undefined, { signal });
    } catch {
      signal.throwIfAborted();
    }
  },
};
