/** Quotas of tenants before the intake: who sends more than its own waits, and nobody else does. */

import type { LiveSource, Vitals } from '@gatewatch/domain';
import type { OpenIntake } from './stream/intake.ts';

export interface Quota {
  readonly recordsPerSecond: number;
  /** So many at once after a pause. */
  readonly burst: number;
}

export interface QuotaPlan {
  /** By tenant; one that is not named has none. */
  readonly quotas: ReadonlyMap<string, Quota>;
  readonly vitals: Vitals;
  /** Unix ms. */
  readonly now: () => number;
  /** Rejects with the signal's reason when it is aborted. */
  readonly wait: (ms: number, signal: AbortSignal | undefined) => Promise<void>;
}

/**
 * A token bucket a tenant. How many records a hand-over holds is known after it: it is paid then, and who comes next waits until
 * the debt is worked off. All sources of a tenant pay into one bucket.
 */
export function withQuotas(intake: OpenIntake, { quotas, vitals, now, wait }: QuotaPlan): OpenIntake {
  const buckets = new Map([...quotas].map(([tenant, quota]) => [tenant, createBucket(quota, now())]));
  const paying = async <T>(
    { tenant }: LiveSource,
    signal: AbortSignal | undefined,
    act: () => Promise<T>,
    price: (of: T) => number,
  ): Promise<T> => {
    const bucket = buckets.get(tenant);
    for (let debt = bucket?.debtMs(now()) ?? 0; debt > 0; debt = bucket?.debtMs(now()) ?? 0) {
      const before = now();
      await wait(debt, signal);
      vitals.count('gatewatch_quota_waits_seconds_total', { tenant }, Math.max(0, now() - before) / 1000);
    }
    const done = await act();
    bucket?.pay(price(done), now());
    return done;
  };
  return {
    take: (source, bodies, signal) =>
      paying(
        source,
        signal,
        () => intake.take(source, bodies, signal),
        ({ records }) => records,
      ),
    hand: (source, events, refused, signal) =>
      paying(
        source,
        signal,
        () => intake.hand(source, events, refused, signal),
        () => events.length + refused.length,
      ),
    progress: (source, progress, signal) => intake.progress(source, progress, signal),
    idle: (source, signal) => intake.idle(source, signal),
    control: (records, signal) => intake.control(records, signal),
    [Symbol.asyncDispose]: () => intake[Symbol.asyncDispose](),
  };
}

function createBucket({ recordsPerSecond, burst }: Quota, begun: number) {
  let tokens = burst;
  let at = begun;
  const fill = (now: number): void => {
    tokens = Math.min(burst, tokens + (Math.max(0, now - at) * recordsPerSecond) / 1000);
    at = now;
  };
  return {
    /** How long until it is out of debt, ms. */
    debtMs(now: number): number {
      fill(now);
      return tokens >= 0 ? 0 : Math.ceil((-tokens * 1000) / recordsPerSecond);
    },
    pay(records: number, now: number): void {
      fill(now);
      tokens -= records;
    },
  };
}
