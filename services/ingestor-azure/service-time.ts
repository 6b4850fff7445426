/**
 * The service's clock, told from below: progress is transport time, and this machine's clock may be wrong. Each message says
 * when the service looked at its partition; it came later than that, so the greatest difference to our own steady clock is never
 * ahead of the service. It is forgotten slowly, because clocks drift (a quartz by some 50 ppm).
 */

import { minuteMs } from '@gatewatch/domain';

/** Entra ID and Event Hubs refuse tokens of machines that are wrong by more: so far may our clock be ahead of the service's. */
const greatestSkewMs = 5 * minuteMs;
const driftPerMs = 100e-6;

export interface LocalClock {
  /** Unix ms. */
  now(): number;
  /** Never goes back, from anywhere, ms. */
  steady(): number;
}

export const localClock: LocalClock = { now: Date.now, steady: () => performance.now() };

export interface ServiceTime {
  /** The service said that it was `time` (Unix ms) before now. */
  saw(time: number): void;
  /** The service's clock shows at least this now, Unix ms. */
  least(): number;
}

export function serviceTime(clock: LocalClock): ServiceTime {
  let seen: { readonly time: number; readonly at: number } | null = null;
  const told = (): number | null => {
    if (seen === null) return null;
    const passed = clock.steady() - seen.at;
    return seen.time + passed * (1 - driftPerMs);
  };
  return {
    saw(time) {
      if (Number.isFinite(time) && time > (told() ?? Number.NEGATIVE_INFINITY)) seen = { time, at: clock.steady() };
    },
    least: () => Math.floor(told() ?? clock.now() - greatestSkewMs),
  };
}
