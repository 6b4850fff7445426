/**
 * Sends what is owed to one destination: claims rows that are due, batches them by count and bytes, splits what is too much,
 * and writes down what came of it. Order is kept for each alert, because an alert is one row and a row is in flight once.
 */

import type { Answer, Claimed, Deliveries, Delivery, Destination, Parcel, Vitals } from '@gatewatch/domain';
import type { Rule } from '../rule.ts';
import type { Line } from '../schedule/schedule.ts';
import { batchesOf } from './batches.ts';
import { createBreaker } from './breaker.ts';
import { noticeOf } from './notice.ts';
import { createPace } from './pace.ts';
import { settled } from './settled.ts';
import type { WallClock } from './wall-clock.ts';

export interface SenderInput {
  readonly rule: Rule;
  readonly destination: Destination;
  readonly deliveries: Deliveries;
  readonly vitals: Vitals;
  readonly clock: WallClock;
  /** In [0, 1): jitter. */
  readonly random: () => number;
  /** As the destination may see it: redaction and pseudonyms. */
  readonly dress: (parcel: Parcel) => Parcel;
  /** More is due than this turn takes. */
  readonly more: () => Promise<void>;
}

const mostAtOnce = 500;
// A call is cut at its patience; what another forwarder then sends too has the same id.
const leaseMarginMs = 5000;

/** A turn cuts its calls in flight when its signal is aborted: they are made again later. */
export function createSender(input: SenderInput): Line {
  const { rule, destination, deliveries, vitals, clock, random, dress, more } = input;
  const { limits } = destination;
  const breaker = createBreaker();
  const pace = createPace(limits.perSecond);
  const component = `destination ${rule.name}`;
  let failure: Delivery['lastError'] = null;
  /** Until when the other side asked for quiet. */
  let asked = 0;

  /** Rows of one call as they stand after it. A call that is too large is made again in halves. */
  async function deliver(rows: readonly Claimed[], signal: AbortSignal): Promise<readonly Claimed[]> {
    const answers = await destination.send(
      rows.map((row) => dress(row.parcel)),
      AbortSignal.any([signal, AbortSignal.timeout(limits.patienceMs)]),
    );
    note(answers);
    const stand: Claimed[] = [];
    const tooMuch: Claimed[] = [];
    for (const [i, row] of rows.entries()) {
      const answer = answers[i] ?? { kind: 'retry', code: 'no-answer', why: 'the destination said nothing of it', afterMs: null };
      if (answer.kind !== 'split') stand.push(settled(rule, row, answer, clock.now(), random()));
      else if (rows.length === 1) stand.push(settled(rule, row, { ...answer, kind: 'rejected' }, clock.now(), random()));
      else tooMuch.push(row);
    }
    if (tooMuch.length === 0) return stand;
    const half = Math.ceil(tooMuch.length / 2);
    const first = await deliver(tooMuch.slice(0, half), signal);
    return [...stand, ...first, ...(half < tooMuch.length ? await deliver(tooMuch.slice(half), signal) : [])];
  }

  function note(answers: readonly Answer[]): void {
    const bad = answers.find((answer) => answer.kind === 'retry' || answer.kind === 'refused');
    if (bad === undefined) {
      breaker.succeeded();
      vitals.healthy(component);
      return;
    }
    vitals.count('gatewatch_retries_total', { component });
    if (bad.kind === 'retry' && bad.afterMs !== null) asked = Math.max(asked, clock.now() + bad.afterMs);
    breaker.failed(clock.now(), random(), bad.kind === 'retry' ? (bad.afterMs ?? 0) : 60_000);
    vitals.failing(component, bad.why);
    failure = { code: bad.code, why: bad.why };
  }

  async function claim(now: number): Promise<readonly (readonly Claimed[])[]> {
    const most = breaker.trying ? 1 : limits.items * limits.concurrency;
    const rows = await deliveries.claim(rule.name, now, most, now + limits.patienceMs + leaseMarginMs);
    if (rows.length === most && !breaker.trying) await more();
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
    if (failure === null) return;
    const lastError = failure;
    for (;;) {
      const rows = await deliveries.claim(rule.name, now, mostAtOnce, now + 60_000);
      const old = rows.filter(({ since }) => now - since >= rule.giveUpMs);
      await deliveries.settle(rows.map((row) => (old.includes(row) ? { ...row, state: 'dead', lastError } : row)));
      if (old.length < mostAtOnce) return;
    }
  }

  async function send(rows: readonly Claimed[], signal: AbortSignal): Promise<void> {
    for (let waits = pace.take(clock.now()); waits > 0; waits = pace.take(clock.now())) {
      await clock.wait(waits, signal);
      if (signal.aborted) return deliveries.settle(rows);
    }
    const stand = await deliver(rows, signal);
    await deliveries.settle(signal.aborted ? rows : stand); // what was cut is owed as it was
  }

  return {
    destination: rule.name,
    perSecond: limits.perSecond / limits.concurrency,
    next: () => deliveries.next(rule.name),
    async turn(signal) {
      const now = clock.now();
      if (breaker.openUntil <= now) {
        const batches = await claim(now);
        for (let i = 0; i < batches.length; i += limits.concurrency)
          await Promise.all(batches.slice(i, i + limits.concurrency).map((rows) => send(rows, signal)));
      }
      const { openUntil } = breaker;
      const closed = openUntil > clock.now();
      if (closed && !signal.aborted) await giveUp(clock.now());
      return {
        at: signal.aborted ? null : await deliveries.next(rule.name),
        quiet: closed ? { until: openUntil, everybody: asked > clock.now() } : null,
      };
    },
  };
}
