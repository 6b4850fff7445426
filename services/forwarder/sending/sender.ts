/**
 * Sends what is owed to one destination: claims rows that are due, batches them by count and bytes, and writes down what came of it.
 * Order is kept for each alert, because an alert is one row and a row is in flight once.
 */

import type { Claimed, Deliveries } from '@gatewatch/domain';
import type { Rule } from '../rule.ts';
import type { Line } from '../schedule/schedule.ts';
import { batchesOf } from './batches.ts';
import type { Calls } from './calls.ts';
import { noticeOf } from './notice.ts';
import { settled } from './settled.ts';
import type { WallClock } from './wall-clock.ts';

export interface SenderInput {
  readonly rule: Rule;
  readonly calls: Calls;
  readonly deliveries: Deliveries;
  readonly clock: WallClock;
  /** In [0, 1): jitter. */
  readonly random: () => number;
  /** More is due than this turn takes. */
  readonly more: () => Promise<void>;
}

const mostAtOnce = 500;
// A call is cut at its patience; what another forwarder then sends too has the same id.
const leaseMarginMs = 5000;

/** A turn cuts its calls in flight when its signal is aborted: they are made again later. */
export function createSender({ rule, calls, deliveries, clock, random, more }: SenderInput): Line {
  const { limits } = calls;

  async function claim(now: number): Promise<readonly (readonly Claimed[])[]> {
    const most = calls.trying ? 1 : limits.items * limits.concurrency;
    const rows = await deliveries.claim(rule.name, now, most, now + limits.patienceMs + leaseMarginMs);
    if (rows.length === most && !calls.trying) await more();
    const owed: Claimed[] = [];
    const silent: Claimed[] = [];
    for (const row of rows) {
      const notice = noticeOf(row);
      if (notice === null) silent.push({ ...row, state: row.told === null ? 'spared' : 'delivered' });
      else owed.push({ ...row, parcel: { ...row.parcel, notice } });
    }
    if (silent.length > 0) await deliveries.settle(silent);
    return batchesOf(owed, limits);
  }

  /** While nothing can be sent: what was owed for too long is dead without being tried once more. */
  async function giveUp(now: number): Promise<void> {
    const { failure: lastError } = calls;
    if (lastError === null) return;
    for (;;) {
      const rows = await deliveries.claim(rule.name, now, mostAtOnce, now + 60_000);
      const old = rows.filter(({ since }) => now - since >= rule.giveUpMs);
      await deliveries.settle(rows.map((row) => (old.includes(row) ? { ...row, state: 'dead', lastError } : row)));
      if (old.length < mostAtOnce) return;
    }
  }

  /** Calls that are made at once are written down at once. */
  async function send(batches: readonly (readonly Claimed[])[], signal: AbortSignal): Promise<void> {
    const stand = await Promise.all(
      batches.map(async (rows) => {
        const answers = await calls.send(
          rows.map(({ parcel }) => parcel),
          signal,
        );
        // What was cut is owed as it was.
        return rows.map((row, i) => {
          const answer = answers?.[i];
          return answer === undefined ? row : settled(rule, row, answer, clock.now(), random());
        });
      }),
    );
    await deliveries.settle(stand.flat());
  }

  return {
    destination: rule.name,
    perSecond: limits.perSecond / limits.concurrency,
    next: () => deliveries.next(rule.name),
    async turn(signal) {
      const now = clock.now();
      if (calls.closedUntil <= now) {
        const batches = await claim(now);
        for (let i = 0; i < batches.length; i += limits.concurrency) await send(batches.slice(i, i + limits.concurrency), signal);
      }
      const { closedUntil } = calls;
      const closed = closedUntil > clock.now();
      if (closed && !signal.aborted) await giveUp(clock.now());
      return {
        at: signal.aborted ? null : await deliveries.next(rule.name),
        quiet: closed ? { until: closedUntil, everybody: calls.askedUntil > clock.now() } : null,
      };
    },
  };
}
