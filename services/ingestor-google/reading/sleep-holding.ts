/** Waiting with a cursor in hand: others hear meanwhile that its reader is at work. */

import type { Clock } from '../clock.ts';
import { leaseMs } from './cursor.ts';

export async function sleepHolding(ms: number, clock: Clock, signal: AbortSignal, renew: () => Promise<void>): Promise<void> {
  const until = clock.now() + ms;
  for (let left = ms; left > 0; left = until - clock.now()) {
    await clock.sleep(Math.min(left, leaseMs / 3), signal);
    await renew();
  }
}
