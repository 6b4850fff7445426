/** What each lane keys events by, as names that are unique over all tenants: a partition of the lane's topic follows from them. */

import type { CountingDetector, IdentityEvent } from '@gatewatch/domain';
import { laneKeyOf } from '../lane.ts';
import { keysOf } from '../order.ts';
import { subjectKey } from '../subject.ts';

export function personKeys(event: IdentityEvent): readonly string[] {
  return keysOf(event).map((key) => subjectKey(event.tenant, key));
}

/** Of the detectors of one counting lane. */
export function countingKeys(detectors: readonly CountingDetector[]): (event: IdentityEvent) => readonly string[] {
  return (event) => {
    if (event.kind === 'signal' || event.kind === 'verdict' || event.kind === 'snapshot') return [];
    return [...new Set(detectors.flatMap((detector) => laneKeyOf(detector, event) ?? []))];
  };
}
