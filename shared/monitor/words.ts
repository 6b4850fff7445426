/** Lengths of time for sentences. */

import { dayMs, hourMs, minuteMs } from '@gatewatch/domain';

export function lengthOf(ms: number): string {
  if (ms >= 2 * dayMs) return `${Math.floor(ms / dayMs)} days`;
  if (ms >= 2 * hourMs) return `${Math.floor(ms / hourMs)} h`;
  return `${Math.max(1, Math.floor(ms / minuteMs))} min`;
}
