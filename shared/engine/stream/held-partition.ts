/**
 * A partition that the group gave to this process: batches are applied, commits made in time, and what the ledger or the bus refuse
 * is tried again or begun again from the ledger. Fencing decides who may write; the group only says who should.
 */

import { setTimeout as pause } from 'node:timers/promises';
import { type BatchContext, type BusBatch, Fenced, LedgerEmptied, LedgerRolledBack, secondMs } from '@gatewatch/domain';
import { type DetectShared, LogLost } from './detect-plan.ts';
import { forEver } from './for-ever.ts';
import { type Opened, openPartition } from './opened-partition.ts';
import { createTurns } from './turns.ts';

export interface Held {
  /** Acquires the ledger's partition; gives the offset to read from. */
  open(): Promise<number>;
  apply(batch: BusBatch, context: BatchContext): Promise<void>;
  /** Commits what waits, and sends alerts on. */
  settle(): Promise<void>;
  /** It is another's from now on. */
  drop(): void;
}

export interface HeldPlan {
  readonly number: number;
  readonly shared: DetectShared;
  /** Hands out from the offset again. */
  readonly seek: (offset: number) => void;
  /** After a commit: information for lag tools. */
  readonly committed: (offset: number) => void;
  /** What cannot be tried again. */
  readonly fail: (error: unknown) => void;
}

/** Messages applied between two signs of life. */
const atOnce = 500;
/** After another took the partition: it may be the rightful one, and the group says so meanwhile. */
const yieldMs = 500;
const measureEveryMs = 30 * secondMs;

const anewDetail = 'the ledger knew nothing of it: its log is read from the first record';

export function createHeld({ number, shared, seek, committed, fail }: HeldPlan): Held {
  const { vitals, now, commitWithinMs = secondMs } = shared;
  const component = `partition ${shared.lane.name}/${number}`;
  const turns = createTurns();
  const gone = new AbortController();
  let open: Opened | null = null;
  let timer: NodeJS.Timeout | null = null;
  let committedAt = now();
  let measuredAt = now();
  let gap: { readonly position: number; readonly first: number } | null = null;

  const trying = (context?: BatchContext) => ({
    component,
    vitals,
    signal: context === undefined ? gone.signal : AbortSignal.any([gone.signal, context.signal]),
    meanwhile: context === undefined ? undefined : () => context.heartbeat(),
    gives: (error: unknown) => isAnothers(error) || error instanceof LogLost,
  });

  async function reopen(context?: BatchContext): Promise<number> {
    open = null;
    open = await forEver(() => openPartition(number, shared), trying(context));
    if (open.due === 'now') await commit(open, context); // sent by nobody before a crash
    await forEver(() => open?.sayConfiguration() ?? Promise.resolve(), trying(context));
    vitals.healthy(component, open.anew ? anewDetail : undefined);
    return open.position;
  }

  async function commit(of: Opened, context?: BatchContext): Promise<void> {
    if (of.due === 'nothing') return;
    await forEver(() => of.commit(), trying(context));
    committedAt = now();
    committed(of.position);
    if (committedAt - measuredAt < measureEveryMs) return;
    measuredAt = committedAt;
    const { p50, p99, max } = of.worker.stats().stateBytes;
    vitals.set('gatewatch_state_bytes', { quantile: '0.5' }, p50);
    vitals.set('gatewatch_state_bytes', { quantile: '0.99' }, p99);
    vitals.set('gatewatch_state_bytes', { quantile: '1' }, max);
  }

  async function work(batch: BusBatch, context: BatchContext): Promise<void> {
    const [first] = batch.messages;
    if (open === null || first === undefined) return again(context);
    if (first.offset > open.position && !(await isGap(open.position, first.offset))) return again(context);
    const of = open;
    for (let at = 0; at < batch.messages.length && !context.signal.aborted && !gone.signal.aborted; at += atOnce) {
      const some = batch.messages.slice(at, at + atOnce);
      await forEver(() => of.apply(some), trying(context));
      const isLast = at + atOnce >= batch.messages.length;
      if ((isLast && of.due === 'now') || now() - committedAt >= commitWithinMs) await commit(of, context);
      await forEver(() => of.sayConfiguration(), trying(context));
      await context.heartbeat();
    }
    if (of.due !== 'nothing') schedule();
    const labels = { topic: batch.topic, partition: String(number) };
    vitals.set('gatewatch_lag_records', labels, Math.max(0, batch.end - of.position));
  }

  /**
   * Places of a log may be left out. A batch that begins behind our place may also have been handed out before it was known, or follow
   * records that retention took: so what begins there once more, with our place still in the log, is a gap.
   */
  async function isGap(position: number, first: number): Promise<boolean> {
    const seen = gap?.position === position && gap.first === first;
    gap = { position, first };
    return seen && ((await shared.bus.starts(shared.lane.topic))[number] ?? 0) <= position;
  }

  /** Begins again from the ledger: what was handed out is handed out again. */
  async function again(context: BatchContext): Promise<void> {
    const offset = await reopen(context);
    if (!context.signal.aborted) seek(offset);
  }

  function schedule(): void {
    if (timer !== null || gone.signal.aborted) return;
    timer = setTimeout(
      () => {
        timer = null;
        turns.take(inTime).catch((error: unknown) => ended(error));
      },
      Math.max(0, committedAt + commitWithinMs - now()),
    );
  }

  async function inTime(): Promise<void> {
    if (open === null || gone.signal.aborted) return;
    try {
      await commit(open);
    } catch (error) {
      if (!isAnothers(error)) throw error;
      open = null; // the next batch, if there is one for us, begins again
    }
  }

  function ended(error: unknown): void {
    if (!gone.signal.aborted) fail(error);
  }

  return {
    open: () => turns.take(() => reopen()),
    apply: (batch, context) =>
      turns.take(async () => {
        try {
          await work(batch, context);
        } catch (error) {
          if (gone.signal.aborted || context.signal.aborted) return; // what was begun is another's to do
          if (!isAnothers(error)) throw error;
          open = null;
          vitals.failing(
            component,
            `${error instanceof Error ? error.message : ''}: taken again if the group says that it is ours`,
          );
          await pause(yieldMs);
          await context.heartbeat();
          if (!context.signal.aborted && !gone.signal.aborted) await again(context);
        }
      }),
    settle: () => turns.take(inTime),
    drop() {
      gone.abort(new Error('the partition is no longer ours'));
      if (timer !== null) clearTimeout(timer);
      timer = null;
      open = null;
      vitals.gone(component);
    },
  };
}

/** What is in memory no longer follows from the ledger: another holds the partition, or the store lost what was committed. */
function isAnothers(error: unknown): boolean {
  return error instanceof Fenced || error instanceof LedgerEmptied || error instanceof LedgerRolledBack;
}
