/** A log told record by record, and what was said of it: for tests of one line of SEMANTICS.md each. */

import { type Alert, type CountingDetector, type Detector, dayMs, type LogRecord } from '@gatewatch/domain';
import { createWorker, decodeSubject, type EngineSettings, subjectKey, type WorkerStats } from '@gatewatch/engine';
import { memoryLedger } from '@gatewatch/ledger';
import { settingsOf } from './running.ts';

export interface Told {
  /** Every revision in order. */
  readonly said: readonly Alert[];
  /** Newest revisions that are not withdrawn. */
  readonly standing: readonly Alert[];
  readonly stats: WorkerStats;
  subject(key: string, tenant?: string): ReturnType<typeof decodeSubject> | null;
  /** Names of the ledger. */
  readonly stored: readonly string[];
}

export interface Telling {
  readonly detectors: readonly Detector[];
  readonly counting?: readonly CountingDetector[];
  readonly more?: Partial<EngineSettings>;
}

/** Each record is a batch of its own, and no subject stays in memory: what is not stored is lost. */
export async function told(log: readonly LogRecord[], { detectors, counting = [], more = {} }: Telling): Promise<Told> {
  await using ledger = memoryLedger();
  const settings = { ...settingsOf(detectors, counting, dayMs), hotSubjects: 0, ...more };
  const worker = await createWorker({ partition: await ledger.acquire('p'), settings });
  for (const record of log) {
    await worker.apply([record]);
    await worker.commit();
  }
  const states = new Map<string, string>();
  for await (const { key, state } of ledger.subjects('p')) states.set(key, state);
  return {
    said: (await ledger.outbox('p', 0, 100_000)).map(({ alert }) => alert),
    standing: (await ledger.alerts()).filter((alert) => alert.state !== 'withdrawn'),
    stats: worker.stats(),
    stored: [...states.keys()],
    subject(key, tenant = 'default') {
      const name = subjectKey(tenant, key);
      const state = states.get(name);
      return state === undefined ? null : decodeSubject(name, state);
    },
  };
}

export function tickAt(at: number, source = 'test', tenant = 'default'): LogRecord {
  return { type: 'tick', at, tenant, source, progress: at };
}
