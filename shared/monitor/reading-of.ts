/** A reading out of a process's own health and metrics. */

import { secondMs } from '@gatewatch/domain';
import type { ComponentReading, DelayReading, Reading, SourceReading } from './reading.ts';

export interface Measured {
  readonly name: string;
  readonly labels: Readonly<Record<string, string | number>>;
  readonly value: number;
}

/** `run` names the run of the process. */
export function readingOf(
  samples: readonly Measured[],
  components: readonly ComponentReading[],
  now: number,
  run: string,
): Reading {
  const of = (name: string) => samples.filter((sample) => sample.name === name);
  return {
    now,
    run,
    components,
    sources: sourcesOf(of),
    delays: delaysOf(of('gatewatch_event_delay_seconds_bucket')),
    lags: [...summed(of('gatewatch_lag_records'), 'topic')].map(([topic, records]) => ({ topic, records })),
    geo: of('gatewatch_geo_age_seconds').map(({ labels, value }) => ({ data: String(labels.data), ageMs: value * secondMs })),
  };
}

function sourcesOf(of: (name: string) => readonly Measured[]): readonly SourceReading[] {
  const found = new Map<string, { -readonly [K in keyof SourceReading]: SourceReading[K] }>();
  const each = (
    name: string,
    put: (source: { -readonly [K in keyof SourceReading]: SourceReading[K] }, value: number) => void,
  ) => {
    for (const { labels, value } of of(name)) {
      const source = nameOf(String(labels.source));
      const tenant = String(labels.tenant);
      let known = found.get(source);
      if (known === undefined)
        found.set(source, (known = { tenant, source, received: 0, quarantined: 0, progress: null, kept: null }));
      put(known, value);
    }
  };
  const least = (was: number | null, value: number) => (value <= 0 ? was : Math.min(was ?? value * secondMs, value * secondMs));
  each('gatewatch_records_received_total', (source, value) => {
    source.received += value;
  });
  each('gatewatch_records_quarantined_total', (source, value) => {
    source.quarantined += value;
  });
  each('gatewatch_source_progress_seconds', (source, value) => {
    source.progress = least(source.progress, value);
  });
  each('gatewatch_checkpoint_seconds', (source, value) => {
    // Any partition that keeps its place shows that the store takes it.
    source.kept = Math.max(source.kept ?? 0, value * secondMs);
  });
  return [...found.values()].sort((a, b) => (a.source < b.source ? -1 : 1));
}

/** Partitions of a hub are one source: the last part of its name, where it is a number, tells them apart. */
function nameOf(source: string): string {
  return source.replace(/\/\d+$/, '');
}

function delaysOf(samples: readonly Measured[]): readonly DelayReading[] {
  const providers = new Map<string, { seconds: number; count: number }[]>();
  for (const { labels, value } of samples) {
    const provider = String(labels.provider);
    const bound = labels.le === '+Inf' ? Number.POSITIVE_INFINITY : Number(labels.le);
    const buckets = providers.get(provider) ?? [];
    buckets.push({ seconds: bound, count: value });
    providers.set(provider, buckets);
  }
  return [...providers].map(([provider, buckets]) => ({ provider, buckets: buckets.sort((a, b) => a.seconds - b.seconds) }));
}

function summed(samples: readonly Measured[], label: string): ReadonlyMap<string, number> {
  const sums = new Map<string, number>();
  for (const { labels, value } of samples) sums.set(String(labels[label]), (sums.get(String(labels[label])) ?? 0) + value);
  return sums;
}
