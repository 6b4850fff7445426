/** Minutes from one row to a later one, to the hundredth, never above the true value: a shown number that passes its limit does. */

import { type IdentityEvent, minuteMs } from '@gatewatch/domain';

export function minutesBetween(from: IdentityEvent, to: IdentityEvent): number {
  return Math.floor(((to.time - from.time) / minuteMs) * 100) / 100;
}
