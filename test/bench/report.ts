/** What one input's run says: medians and spreads against the floor, what came of the records, bytes a subject. */

import type { BenchInput } from './input.ts';
import { quantile, type Timed } from './measure.ts';
import type { StageRun } from './stages.ts';

export interface StageReport {
  readonly stage: string;
  /** Against the floor of the same round: CPU time. */
  readonly ratio: { readonly median: number; readonly least: number; readonly greatest: number };
  readonly cpuSeconds: number;
  readonly wallSeconds: number;
  readonly microsecondsARecord: number;
}

export interface InputReport {
  readonly name: string;
  readonly what: string;
  readonly records: number;
  readonly bytes: number;
  readonly people: number;
  readonly stages: readonly StageReport[];
  /** Of the last stage. */
  readonly came: Omit<StageRun, 'subjectBytes'>;
  readonly subjectBytes: { readonly subjects: number; readonly p50: number; readonly p99: number; readonly max: number };
}

interface Turn {
  readonly label: string;
  readonly timed: Timed | undefined;
  readonly run: StageRun | undefined;
}

export function reportOf(input: BenchInput, turns: readonly Turn[]): InputReport {
  const full = turns.find(({ label }) => label === 'commit')?.run;
  if (full === undefined) throw new Error('the last stage did not run');
  const { subjectBytes: sizes, ...came } = full;
  return {
    name: input.name,
    what: input.what,
    records: input.records,
    bytes: input.bytes,
    people: input.people,
    stages: turns.flatMap(({ label, timed }) => (timed === undefined ? [] : [stageOf(label, timed, input.records)])),
    came,
    subjectBytes: {
      subjects: sizes.length,
      p50: quantile(sizes, 0.5),
      p99: quantile(sizes, 0.99),
      max: sizes.reduce((most, size) => Math.max(most, size), 0),
    },
  };
}

function stageOf(stage: string, { cpu, wall, ratios }: Timed, records: number): StageReport {
  const cpuSeconds = quantile(cpu, 0.5);
  return {
    stage,
    ratio: { median: quantile(ratios, 0.5), least: Math.min(...ratios), greatest: Math.max(...ratios) },
    cpuSeconds,
    wallSeconds: quantile(wall, 0.5),
    microsecondsARecord: (cpuSeconds / records) * 1e6,
  };
}
