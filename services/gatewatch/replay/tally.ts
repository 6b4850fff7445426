/** What the summary counts along the way: first and last event, sign-ins by hour. */

import { dayMs, hourMs, type IdentityEvent } from '@gatewatch/domain';
import type { SummaryBucket } from '@gatewatch/formats';

export interface Tally {
  add(event: IdentityEvent): void;
  readonly events: number;
  readonly from: number | null;
  readonly to: number | null;
  readonly subjects: number;
  buckets(): readonly SummaryBucket[];
}

export function createTally(): Tally {
  const hours = new Map<number, { signIns: number; failures: number }>();
  const subjects = new Set<string>();
  let events = 0;
  let from: number | null = null;
  let to: number | null = null;
  return {
    add(event) {
      events++;
      if (event.kind === 'snapshot') return; // says how things stood, since long ago perhaps: nothing that happened in the log
      if (from === null || event.time < from) from = event.time;
      if (to === null || event.time > to) to = event.time;
      const key = event.actor?.key ?? null;
      if (key !== null) subjects.add(key);
      if (event.kind !== 'sign-in') return;
      const hour = Math.floor(event.time / hourMs);
      let bucket = hours.get(hour);
      if (bucket === undefined) hours.set(hour, (bucket = { signIns: 0, failures: 0 }));
      bucket.signIns++;
      if (event.outcome === 'failure' || event.outcome === 'blocked') bucket.failures++;
    },
    get events() {
      return events;
    },
    get from() {
      return from;
    },
    get to() {
      return to;
    },
    get subjects() {
      return subjects.size;
    },
    buckets() {
      const days = from !== null && to !== null ? (to - from) / dayMs : 0;
      const hoursEach = days > 20 ? 24 : days > 4 ? 6 : 1;
      const wide = new Map<number, { signIns: number; failures: number }>();
      for (const [hour, { signIns, failures }] of hours) {
        const start = Math.floor(hour / hoursEach) * hoursEach * hourMs;
        const bucket = wide.get(start) ?? { signIns: 0, failures: 0 };
        wide.set(start, { signIns: bucket.signIns + signIns, failures: bucket.failures + failures });
      }
      return [...wide].sort(([a], [b]) => a - b).map(([start, bucket]) => ({ start, ...bucket }));
    },
  };
}
