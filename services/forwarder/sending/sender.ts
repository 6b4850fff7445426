/**
 * Sends what is owed to one destination: claims rows that are due, batches them by count and bytes, splits what is too much,
 * and writes down what came of it. Order is kept for each alert, because an alert is one row and a row is in flight once.
 */

import type { Answer, Claimed, Deliveries, Delivery, Destination, Parcel, Vitals } from '@gatewatch/domain';
import type { Rule } from '../rule.ts';
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
}

export interface Sender {
  /** Something new is owed. */
  wake(): void;
  /** Sends until the signal is aborted; calls in flight are cut and sent again later. Rejects with bugs and broken stores. */
  run(signal: AbortSignal): Promise<void>;
}

const mostAtOnce = 500;
// A call is cut at its patience; what another forwarder then sends too has the same id.
const leaseMarginMs = 5000;
const idleMs = 30_000; // another process may have written to the outbox

export function createSender(input: SenderInput): Sender {
  const { rule, destination, deliveries, vitals, clock, random, dress } = input;
  const { limits } = destination;
  const breaker = createBreaker();
  const pace = createPace(limits.perSecond);
  const component = `destination ${rule.name}`;
  let failure: Delivery['lastError'] = null;
  let woken = false;
  let rouse = (): void => {};

  async function sleep(ms: number, signal: AbortSignal): Promise<void> {
    const sleeping = new AbortController();
    const stir = () => sleeping.abort();
    signal.addEventListener('abort', stir);
    rouse = stir;
    if (!woken && !signal.aborted) await clock.wait(ms, sleeping.signal);
    signal.removeEventListener('abort', stir);
  }

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
    breaker.failed(clock.now(), random(), bad.kind === 'retry' ? (bad.afterMs ?? 0) : 60_000);
    vitals.failing(component, bad.why);
    failure = { code: bad.code, why: bad.why };
  }

  async function claim(now: number): Promise<readonly (readonly Claimed[])[]> {
    const most = breaker.trying ? 1 : limits.items * limits.concurrency;
    const rows = await deliveries.claim(rule.name, now, most, now + limits.patienceMs + leaseMarginMs);
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
    wake() {
      woken = true;
      rouse();
    },
    async run(signal) {
      while (!signal.aborted) {
        const now = clock.now();
        if (breaker.openUntil > now) {
          await giveUp(now);
          await clock.wait(breaker.openUntil - now, signal);
          continue;
        }
        woken = false;
        const batches = await claim(now);
        for (let i = 0; i < batches.length; i += limits.concurrency)
          await Promise.all(batches.slice(i, i + limits.concurrency).map((rows) => send(rows, signal)));
        if (batches.length > 0 || signal.aborted) continue;
        const due = await deliveries.next(rule.name);
        if (due === null || due > clock.now()) await sleep(Math.min(due === null ? idleMs : due - clock.now(), idleMs), signal);
      }
    },
  };
}
