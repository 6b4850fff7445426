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
import { type AlertContent, createWorker, type EngineSettings, type Worker } from '@gatewatch/engine';
import type { Arrival } from './histories.ts';

export interface RunPlan {
  /** Sizes of the batches, used in turn. */
  readonly batches: readonly number[];
  /** After which applied batch the process dies without a commit: work since the last commit is lost, the log is read again. */
  readonly deaths: readonly number[];
  readonly hotSubjects: number;
  readonly partitions: number;
}

export const plain: RunPlan = { batches: [1_000_000], deaths: [], hotSubjects: 1000, partitions: 1 };

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

/** Arrival order with a tick a quarter of an hour: progress is the transport time that has been fully read. */
export function logOf(arrivals: readonly Arrival[], end: number, everyMs = 15 * minuteMs): readonly LogRecord[] {
  const log: LogRecord[] = [];
  const inOrder = [...arrivals].sort((a, b) => a.at - b.at);
  let told = Number.NEGATIVE_INFINITY;
  const tell = (at: number) => {
    const progress = Math.floor(at / everyMs) * everyMs;
    if (progress > told) log.push({ type: 'tick', at, tenant: 'default', source: 'test', progress });
    told = Math.max(told, progress);
  };
  for (const { event, at } of inOrder) {
    tell(at);
    log.push({ type: 'event', at, event });
  }
  log.push({ type: 'tick', at: end, tenant: 'default', source: 'test', progress: end });
  return log;
}

export async function run(log: readonly LogRecord[], ledger: Ledger, settings: EngineSettings, plan: RunPlan): Promise<void> {
  for (let index = 0; index < plan.partitions; index++) {
    const owns = (key: string) => hash32(key) % plan.partitions === index;
    await runPartition(`p${index}`, log, ledger, { ...settings, hotSubjects: plan.hotSubjects }, plan, owns);
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
export async function standing(ledger: Ledger): Promise<readonly AlertContent[]> {
  return (await ledger.alerts())
    .filter((alert) => alert.state !== 'withdrawn')
    .map(({ revision: _r, state: _s, detectedAt: _d, cause: _c, replacedBy: _b, disposition: _p, ...content }) => content);
}

/** Every field of every revision, in the order of ids and revisions. */
export async function everything(ledger: Ledger): Promise<readonly string[]> {
  const rows = await ledger.outbox(0, 1_000_000);
  return [...new Set(rows.map(({ alert }) => JSON.stringify(alert)))].sort();
}

export const eventsOf = (arrivals: readonly Arrival[]): readonly IdentityEvent[] => arrivals.map(({ event }) => event);
