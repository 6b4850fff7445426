/** Running a log through real workers: any batches, any crashes, any number of partitions. */

import {
  type CountingDetector,
  type Detector,
  hash32,
  type IdentityEvent,
  type Ledger,
  type LogRecord,
  minuteMs,
  optionsOf,
} from '@gatewatch/domain';
import {
  createWorker,
  decodeSubject,
  type EngineSettings,
  type Outcome,
  type ReferenceSettings,
  type Worker,
} from '@gatewatch/engine';
import type { Arrival } from './histories.ts';

export interface RunPlan {
  /** Sizes of the batches, used in turn. */
  readonly batches: readonly number[];
  /** After which applied batch the process dies without a commit: work since the last commit is lost, the log is read again. */
  readonly deaths: readonly number[];
  readonly hotSubjects: number;
  readonly hotBytes: number;
  /** 0: a batch with a finding commits at once. */
  readonly commitEvery: number;
  /** 0: all of a batch is judged with it. */
  readonly judgeTogether: number;
  readonly partitions: number;
}

export const plain: RunPlan = {
  batches: [1_000_000],
  deaths: [],
  hotSubjects: 1000,
  hotBytes: Number.POSITIVE_INFINITY,
  commitEvery: 0,
  judgeTogether: 0,
  partitions: 1,
};

export function settingsOf(
  detectors: readonly Detector[],
  counting: readonly CountingDetector[],
  latenessMs: number,
): EngineSettings {
  return {
    detectors: detectors.map((detector) => ({ detector, options: optionsOf(detector.card) })),
    counting,
    latenessMs: () => latenessMs,
    epoch: 'first',
    judgeFrom: null,
  };
}

const tenants = ['default', 'second'];

/** Arrival order with a tick a quarter of an hour: progress is the transport time that has been fully read. */
export function logOf(
  arrivals: readonly Arrival[],
  end: number,
  everyMs = 15 * minuteMs,
  control: readonly LogRecord[] = [],
): readonly LogRecord[] {
  const log: LogRecord[] = [];
  const records = arrivals.map(({ event, at }): LogRecord => ({ type: 'event', at, event }));
  let told = Number.NEGATIVE_INFINITY;
  const tell = (at: number, progress: number) => {
    if (progress > told) for (const tenant of tenants) log.push({ type: 'tick', at, tenant, source: 'test', progress });
    told = Math.max(told, progress);
  };
  for (const record of [...records, ...control].sort((a, b) => a.at - b.at)) {
    tell(record.at, Math.floor(record.at / everyMs) * everyMs - 1); // more of that very moment may follow
    log.push(record);
  }
  tell(end, end);
  return log;
}

/** From when each fact of a log applies: behind its own time, the progress, and every event before it (SEMANTICS.md 6.3). */
export function factsIn(log: readonly LogRecord[]): NonNullable<ReferenceSettings['facts']> {
  const facts: { tenant: string; name: string; value: string | null; time: number }[] = [];
  const newest = new Map<string, number>();
  const see = (tenant: string, time: number) => newest.set(tenant, Math.max(time, newest.get(tenant) ?? time));
  for (const record of log) {
    if (record.type === 'tick') see(record.tenant, record.progress);
    if (record.type === 'event') see(record.event.tenant, record.event.time);
    if (record.type !== 'fact') continue;
    const { tenant, name, value, time } = record;
    facts.push({ tenant, name, value, time: Math.max(time, (newest.get(tenant) ?? Number.NEGATIVE_INFINITY) + 1) });
  }
  return facts.sort((a, b) => a.time - b.time);
}

export async function run(log: readonly LogRecord[], ledger: Ledger, settings: EngineSettings, plan: RunPlan): Promise<void> {
  for (let index = 0; index < plan.partitions; index++) {
    const owns = (key: string) => hash32(key) % plan.partitions === index;
    const { hotSubjects, hotBytes, commitEvery, judgeTogether } = plan;
    const of = { ...settings, hotSubjects, hotBytes, commitEvery, judgeTogether };
    await runPartition(`p${index}`, log, ledger, of, plan, owns);
  }
}

async function runPartition(
  name: string,
  log: readonly LogRecord[],
  ledger: Ledger,
  settings: EngineSettings,
  plan: RunPlan,
  owns: (key: string) => boolean,
): Promise<void> {
  const open = async (): Promise<Worker> => createWorker({ partition: await ledger.acquire(name), settings, owns });
  let worker = await open();
  const deaths = new Set(plan.deaths);
  for (let batch = 0; worker.position < log.length; batch++) {
    const size = plan.batches[batch % plan.batches.length] ?? 1;
    await worker.apply(log.slice(worker.position, worker.position + size));
    if (deaths.delete(batch)) worker = await open();
    else if (batch % 3 === 0) await worker.commit();
  }
  await worker.commit();
}

/** What stands at the end, without what arrival decides. */
export async function standing(ledger: Ledger): Promise<readonly Outcome[]> {
  return (await ledger.alerts())
    .filter((alert) => alert.state !== 'withdrawn')
    .map(({ revision: _r, state: _s, detectedAt: _d, anchoredAt: _a, cause: _c, replacedBy: _b, ...content }) => content);
}

/** `tenant key` of every subject that passed its bound: law 3 does not speak of those. */
export async function boundedSubjects(ledger: Ledger, partitions: number): Promise<ReadonlySet<string>> {
  const bounded = new Set<string>();
  for (let index = 0; index < partitions; index++) {
    for await (const { key, state } of ledger.subjects(`p${index}`)) {
      if (key.startsWith('\n')) continue; // a counting lane
      const subject = decodeSubject(key, state);
      if (subject.bounded) bounded.add(`${subject.tenant} ${subject.key}`);
    }
  }
  return bounded;
}

/** Every field of every revision, in the order of ids and revisions. */
export async function everything(ledger: Ledger): Promise<readonly string[]> {
  const texts = new Set<string>();
  for (const { name } of await ledger.partitions())
    for (const { alert } of await ledger.outbox(name, 0, 1_000_000)) texts.add(JSON.stringify(alert));
  return [...texts].sort();
}

export const eventsOf = (arrivals: readonly Arrival[]): readonly IdentityEvent[] => arrivals.map(({ event }) => event);
