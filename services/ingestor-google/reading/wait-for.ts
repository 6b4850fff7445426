/** How long to wait after a failure that came `times` in a row. */

import { minuteMs, secondMs } from '@gatewatch/domain';
import type { GoogleFailed } from '../api/failure.ts';

/** Google's limits page: back off exponentially, from five seconds. */
const firstMs = 5 * secondMs;
const longestMs = 5 * minuteMs;
/** Somebody has to do something first. */
const deniedMs = 10 * minuteMs;

/** `random` in [0, 1): readers that failed together do not come back together. Never sooner than Google said. */
export function waitFor(failure: Pick<GoogleFailed, 'kind' | 'retryAfterMs'>, times: number, random: number): number {
  const base = failure.kind === 'denied' ? deniedMs : Math.min(longestMs, firstMs * 2 ** Math.min(times - 1, 10));
  return Math.max(Math.round(base * (0.5 + random / 2)), (failure.retryAfterMs ?? 0) + Math.round(random * secondMs));
}
