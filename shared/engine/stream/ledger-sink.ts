/**
 * The sink of the embedded setting: one worker over one ledger in this process. What is appended is judged and committed before it
 * counts as taken, so a source's checkpoint never runs ahead of it.
 */

import { type Ledger, type LogRecord, noVitals, type Vitals } from '@gatewatch/domain';
import type { EngineSettings } from '../settings.ts';
import { createWorker, type Worker } from '../worker.ts';
import type { Configured } from './configured.ts';
import { type CrashHook, noCrash } from './crash-points.ts';
import type { Sink } from './intake.ts';
import type { QuarantineEntry } from './quarantine-entry.ts';
import { createTurns } from './turns.ts';

export interface LedgerSinkPlan {
  readonly ledger: Ledger;
  /** Of the ledger; all of the process. */
  readonly partition: string;
  readonly settings: EngineSettings;
  /** What the configuration says, to be told at the start. */
  readonly configured: Configured;
  /** Resolves when the entries are durable. */
  readonly quarantine: (entries: readonly QuarantineEntry[]) => Promise<void>;
  /** After each commit: sequence of the last outbox row. */
  readonly committed?: (said: number) => void;
  readonly vitals?: Vitals;
  readonly crash?: CrashHook;
  readonly now?: () => number;
}

export interface LedgerSink extends Sink {
  /** Records that no source hands over: an analyst's verdicts. */
  apply(records: readonly LogRecord[]): Promise<void>;
}

const measureEveryMs = 30_000;

export function createLedgerSink(plan: LedgerSinkPlan): LedgerSink {
  const { ledger, settings, vitals = noVitals, crash = noCrash, now = Date.now } = plan;
  const turns = createTurns();
  let worker: Worker | null = null;

  async function opened(): Promise<Worker> {
    const opening = await createWorker({
      partition: await ledger.acquire(plan.partition),
      settings: { ...settings, commitEvery: Number.POSITIVE_INFINITY },
    });
    await opening.apply(plan.configured.toSay(opening.told, now()));
    return opening;
  }

  async function apply(records: readonly LogRecord[]): Promise<void> {
    worker ??= await opened();
    try {
      await worker.apply(records);
      await crash('before-commit');
      const begun = performance.now();
      await worker.commit();
      vitals.observe('gatewatch_commit_seconds', {}, (performance.now() - begun) / 1000);
    } catch (error) {
      worker = null; // what it holds in memory is ahead of the ledger
      throw error;
    }
    measure(records, worker);
    await crash('after-commit');
    plan.committed?.(worker.said);
  }

  let measuredAt = 0;
  function measure(records: readonly LogRecord[], of: Worker): void {
    for (const record of records)
      if (record.type === 'event')
        vitals.observe(
          'gatewatch_event_delay_seconds',
          { provider: record.event.provider },
          (record.at - record.event.time) / 1000,
        );
    if (now() - measuredAt < measureEveryMs) return;
    measuredAt = now();
    const { p50, p99, max } = of.stats().stateBytes;
    vitals.set('gatewatch_state_bytes', { quantile: '0.5' }, p50);
    vitals.set('gatewatch_state_bytes', { quantile: '0.99' }, p99);
    vitals.set('gatewatch_state_bytes', { quantile: '1' }, max);
  }

  return {
    append: (items, quarantined) =>
      turns.take(async () => {
        if (quarantined.length > 0) await plan.quarantine(quarantined);
        if (items.length > 0) await apply(items.map(({ record }) => record));
      }),
    apply: (records) => turns.take(() => apply(records)),
    async [Symbol.asyncDispose]() {
      await turns.take(async () => {
        worker = null;
      });
    },
  };
}
