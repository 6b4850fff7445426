/** The log is written faster than it is applied, and it does not get better: what happens now is judged later and later. */

import { minuteMs } from '@gatewatch/domain';
import type { Rule } from '../rule.ts';

interface Memory {
  /** Readings of the last minutes, oldest first. */
  readonly readings: readonly { readonly at: number; readonly records: number }[];
}

export const consumerLag: Rule<Memory, { readonly records: number }> = {
  id: 'consumer-lag',
  title: 'Judging falls behind the log',
  steps: [
    'See whether all detectors run and what their /readyz says.',
    'Start more of them, up to one a partition.',
    'See which tenant sends more than usual: gatewatch_records_received_total by tenant; a quota slows it.',
  ],
  options: {
    lagRecords: { default: 1000, unit: 'records', reason: 'less is worked off within a second' },
    lagMinutes: { default: 15, unit: 'min', reason: 'a restart catches up or at least gains within it' },
  },
  observe: (reading) =>
    reading.lags.map(({ topic, records }) => ({ component: `topic ${topic}`, tenant: null, seen: { records } })),
  judge(before, { records }, { now, elapsedMs }, options) {
    const window = (options.lagMinutes ?? 15) * minuteMs;
    const known = elapsedMs === null ? [] : (before?.readings ?? []);
    const since = known.findLast(({ at }) => at <= now - window) ?? null;
    const readings = [...known.filter(({ at }) => at >= (since?.at ?? now - window)), { at: now, records }];
    const least = Math.min(...readings.map((one) => one.records));
    const memory = { readings };
    if (since === null || least < (options.lagRecords ?? 1000) || records < since.records) return { memory, trouble: null };
    return {
      memory,
      trouble: {
        severity: 'medium',
        explanation: `${records} records of the log wait to be judged, and ${Math.round((now - since.at) / minuteMs)} min ago it were ${since.records}.`,
        numbers: { records, before: since.records, minutes: Math.round((now - since.at) / minuteMs) },
      },
    };
  },
  measure: ({ records = 0, before = 0, minutes = 0 }, options) => [
    { name: 'lagRecords', value: records, unit: 'records', threshold: options.lagRecords ?? null, test: '>=' },
    { name: 'lagMinutes', value: minutes, unit: 'min', threshold: options.lagMinutes ?? null, test: '>=' },
    { name: 'gained', value: before - records, unit: 'records', threshold: 0, test: '<=' },
  ],
};
