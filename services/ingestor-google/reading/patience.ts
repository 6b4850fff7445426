/** What a reader does about trouble outside: says so, waits, counts, and lets go of the horizon while it is stuck (SEMANTICS.md 1.2). */

import { type Intake, type LiveSource, minuteMs, type Vitals } from '@gatewatch/domain';
import { GoogleFailed } from '../api/failure.ts';
import type { Clock } from '../clock.ts';
import { StoreFailed } from './kept.ts';
import type { Pace } from './pace.ts';
import { sleepHolding } from './sleep-holding.ts';
import { waitFor } from './wait-for.ts';

export interface Patience {
  /**
   * Resolves when it is time to try again; throws what is no trouble outside: a bug, or the end. `renew`: keeps the cursor while it is
   * quota that is waited for, which another reader lacks as well. Else the cursor goes to whoever can read from where he stands.
   */
  endure(thrown: unknown, renew?: () => Promise<void>): Promise<void>;
  /** Google answered a question. */
  answered(): void;
  /** A whole window was read: the trouble is over. */
  over(detail: string): void;
}

export interface PatienceOf {
  readonly source: LiveSource;
  readonly intake: Intake;
  readonly vitals: Vitals;
  readonly clock: Clock;
  readonly pace: Pace;
  readonly random: () => number;
  readonly signal: AbortSignal;
}

/** So long a source may hold back the tenant's horizon without reading anything. */
export const stuckMs = 15 * minuteMs;

export function createPatience({ source, intake, vitals, clock, pace, random, signal }: PatienceOf): Patience {
  let unanswered = 0;
  let unread = 0; // windows
  let since: number | null = null;
  let idle = false;
  return {
    async endure(thrown, renew) {
      signal.throwIfAborted();
      if (!(thrown instanceof GoogleFailed || thrown instanceof StoreFailed)) throw thrown;
      const failure = thrown instanceof GoogleFailed ? thrown : ({ kind: 'passing', retryAfterMs: null } as const);
      if (failure.kind === 'quota' || failure.kind === 'passing') unanswered++;
      else unread++;
      const times = unanswered + unread;
      since ??= clock.now();
      const waitMs = waitFor(failure, times, random());
      if (failure.kind === 'quota') pace.hold(clock.now() + waitMs);
      vitals.count('gatewatch_retries_total', { component: source.name });
      const when = new Date(clock.now() + waitMs).toISOString();
      vitals.failing(source.name, `${thrown.message} Failed ${times} in a row, tried again at ${when}.`);
      if (!idle && clock.now() - since >= stuckMs) {
        await intake.idle(source, signal);
        idle = true;
      }
      if (failure.kind === 'quota' && renew !== undefined) await sleepHolding(waitMs, clock, signal, renew);
      else await clock.sleep(waitMs, signal);
    },
    answered() {
      unanswered = 0;
      if (unread === 0) since = null;
    },
    over(detail) {
      unanswered = 0;
      unread = 0;
      since = null;
      idle = false;
      vitals.healthy(source.name, detail);
    },
  };
}
