/** A circuit breaker: a destination that failed often in a row is left alone for a while, then tried with one call. */

import { backoffMs } from './backoff.ts';

const failuresToOpen = 5;

export interface Breaker {
  /** Unix ms before which nothing is sent; 0 where it is closed. */
  readonly openUntil: number;
  /** True while only one call may try. */
  readonly trying: boolean;
  succeeded(): void;
  /** `forMs`: at least so long, where the other side named a time or a person must mend something. */
  failed(now: number, random: number, forMs?: number): void;
}

export function createBreaker(): Breaker {
  let failures = 0;
  let openUntil = 0;
  return {
    get openUntil() {
      return openUntil;
    },
    get trying() {
      return failures >= failuresToOpen;
    },
    succeeded() {
      failures = 0;
      openUntil = 0;
    },
    failed(now, random, forMs = 0) {
      failures++;
      const pause = failures < failuresToOpen ? 0 : backoffMs(failures - failuresToOpen + 1, random);
      openUntil = Math.max(openUntil, now + Math.max(pause, forMs));
    },
  };
}
