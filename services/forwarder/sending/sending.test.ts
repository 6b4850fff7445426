/** The rules of the outbox as stories: what is owed, told, kept back, given up. */

import type { Alert, Answer, Deliveries, Destination, Parcel } from '@gatewatch/domain';
import { noVitals } from '@gatewatch/domain';
import { memoryDeliveries } from '@gatewatch/ledger';
import { parcelAlert as example } from '@gatewatch/testing';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createForwarder } from '../forwarder.ts';
import type { Rule } from '../rule.ts';
import { accept } from './accept.ts';
import type { WallClock } from './wall-clock.ts';

const hour = 3_600_000;
const plainRule: Rule = {
  name: 'siem',
  severity: 'low',
  detectors: [],
  tenants: [],
  subjects: [],
  coalesceMs: 60_000,
  remindMs: null,
  giveUpMs: 72 * hour,
  gatherMs: 0,
  alerts: true,
  events: [],
  flood: null,
};

interface Sent {
  readonly at: number;
  readonly parcel: Parcel;
}

/** A world whose time moves only when everybody waits. */
function world({
  rule = plainRule,
  answer = () => ({ kind: 'delivered' }),
  items = 10,
  bytes = 1000,
}: Partial<{
  rule: Rule;
  answer: (parcel: Parcel, now: number, together: number) => Answer;
  items: number;
  bytes: number;
}> = {}) {
  let now = 0;
  const sleepers = new Set<{ until: number; wake: () => void }>();
  const clock: WallClock = {
    now: () => now,
    wait: (ms, signal) =>
      new Promise((resolve) => {
        if (signal.aborted) return resolve();
        const sleeper = { until: now + Math.max(ms, 1), wake: () => void (sleepers.delete(sleeper) && resolve()) };
        sleepers.add(sleeper);
        signal.addEventListener('abort', sleeper.wake, { once: true });
      }),
  };
  const sent: Sent[] = [];
  const calls: number[] = [];
  const destination: Destination = {
    limits: { items, bytes, measure: () => 100, concurrency: 2, perSecond: 1000, patienceMs: 20_000 },
    async send(parcels) {
      calls.push(parcels.length);
      return parcels.map((parcel) => {
        const said = answer(parcel, now, parcels.length);
        if (said.kind === 'delivered') sent.push({ at: now, parcel });
        return said;
      });
    },
    async [Symbol.asyncDispose]() {},
  };
  const deliveries: Deliveries = memoryDeliveries();
  const stopping = new AbortController();
  const forwarder = createForwarder({
    destinations: [{ rule, destination, dress: (parcel) => parcel }],
    deliveries,
    vitals: noVitals,
    clock,
    random: () => 0.5,
  });
  const running = forwarder.run(stopping.signal);
  let position = 0;
  const quiet = async (): Promise<void> => {
    for (let i = 0; i < 3; i++) await new Promise<void>((resolve) => setImmediate(resolve));
  };
  return {
    sent,
    calls,
    deliveries,
    async publish(...alerts: Alert[]) {
      await forwarder.accept({ partition: 'p', position: ++position, alerts });
      await quiet();
    },
    async pass(ms: number) {
      const end = now + ms;
      for (;;) {
        await quiet();
        const next = Math.min(...[...sleepers].map(({ until }) => until));
        if (!(next <= end)) break;
        now = next;
        for (const sleeper of [...sleepers]) if (sleeper.until <= now) sleeper.wake();
      }
      now = end;
    },
    async end() {
      stopping.abort();
      await running;
    },
  };
}

const alert = (more: Partial<Alert> = {}): Alert => ({ ...example, ...more });
const parcelId = example.id;
const notices = (sent: readonly Sent[]) => sent.map(({ parcel }) => [parcel.notice, parcel.revision]);

test('an alert is told at once, its amendments after a minute as one, a raised severity and a withdrawal at once', async () => {
  const w = world();
  await w.publish(alert({ severity: 'medium' }));
  expect(notices(w.sent)).toEqual([['opened', 1]]);
  await w.publish(alert({ severity: 'medium', revision: 2, state: 'amended' }));
  await w.pass(30_000);
  await w.publish(alert({ severity: 'medium', revision: 3, state: 'amended' }));
  await w.pass(29_000);
  expect(notices(w.sent)).toEqual([['opened', 1]]);
  await w.pass(2000);
  expect(notices(w.sent)).toEqual([
    ['opened', 1],
    ['amended', 3],
  ]);
  await w.publish(alert({ severity: 'high', revision: 4, state: 'amended' }));
  await w.publish(alert({ severity: 'high', revision: 5, state: 'withdrawn' }));
  expect(notices(w.sent).slice(2)).toEqual([
    ['raised', 4],
    ['withdrawn', 5],
  ]);
  await w.end();
});

test('a repeat of a revision is told once', async () => {
  const w = world();
  await w.publish(alert());
  await w.publish(alert());
  await w.pass(hour);
  expect(notices(w.sent)).toEqual([['opened', 1]]);
  await w.end();
});

test('what was taken back before anybody was told is spared', async () => {
  let up = false;
  const w = world({
    answer: () => (up ? { kind: 'delivered' } : { kind: 'retry', code: 'down', why: 'it is down', afterMs: null }),
  });
  await w.publish(alert());
  await w.publish(alert({ revision: 2, state: 'withdrawn' }));
  up = true;
  await w.pass(hour);
  expect(w.sent).toEqual([]);
  expect((await w.deliveries.counts()).map(({ state, rows }) => [state, rows])).toEqual([['spared', 1]]);
  await w.end();
});

test('a destination that is down gets the newest revision when it is up again, and is not hammered', async () => {
  const w = world({
    answer: (_, now) =>
      now > 2 * hour ? { kind: 'delivered' } : { kind: 'retry', code: 'down', why: 'it is down', afterMs: null },
  });
  await w.publish(alert());
  await w.publish(alert({ revision: 2, state: 'amended' }));
  await w.pass(3 * hour);
  expect(notices(w.sent)).toEqual([['opened', 2]]);
  expect(w.calls.length).toBeLessThan(40);
  await w.end();
});

test('a time that the other side names is kept', async () => {
  const asked: number[] = [];
  const w = world({
    answer: (_, now) => {
      asked.push(now);
      return now < 90_000 ? { kind: 'retry', code: 'http-429', why: 'slow', afterMs: 90_000 } : { kind: 'delivered' };
    },
  });
  await w.publish(alert());
  await w.pass(hour);
  expect(asked).toEqual([0, 90_000]);
  await w.end();
});

test('what cannot be delivered for its time, and what is rejected, is dead with its reason; a new revision tries again', async () => {
  const w = world({
    rule: { ...plainRule, giveUpMs: hour },
    answer: ({ id, revision }) =>
      id === 'poison' && revision === 1
        ? { kind: 'rejected', code: 'http-400', why: 'no such field' }
        : id === 'poison'
          ? { kind: 'delivered' }
          : { kind: 'retry', code: 'down', why: 'it is down', afterMs: null },
  });
  await w.publish(alert({ id: 'poison' }), alert({ id: 'stuck' }));
  await w.pass(30 * hour);
  const dead = await w.deliveries.list({ state: 'dead', limit: 9 });
  expect(dead.map(({ parcel, lastError }) => [parcel.id, lastError?.code]).sort()).toEqual([
    ['poison', 'http-400'],
    ['stuck', 'down'],
  ]);
  await w.publish(alert({ id: 'poison', revision: 2, state: 'amended' }));
  await w.pass(hour);
  expect(notices(w.sent)).toEqual([['opened', 2]]);
  await w.end();
});

test('too much at once is halved, and one that is too large alone is dead', async () => {
  const w = world({
    answer: ({ id }, _, together) =>
      together > 2 || id === 'huge' ? { kind: 'split', code: 'http-413', why: 'too large' } : { kind: 'delivered' },
  });
  await w.publish(...['a', 'b', 'c', 'd', 'huge'].map((id) => alert({ id })));
  await w.pass(hour);
  expect(w.sent.map(({ parcel }) => parcel.id).sort()).toEqual(['a', 'b', 'c', 'd']);
  expect((await w.deliveries.list({ state: 'dead', limit: 9 })).map(({ parcel }) => parcel.id)).toEqual(['huge']);
  await w.end();
});

test('calls hold no more parcels and bytes than the destination takes', async () => {
  const w = world({ items: 10, bytes: 350 });
  await w.publish(...Array.from({ length: 10 }, (_, i) => alert({ id: `n${i}` })));
  await w.pass(1000);
  expect([Math.max(...w.calls), w.sent.length]).toEqual([3, 10]);
  await w.end();
});

test('over the cap a window ends with one summary; critical ones pass', async () => {
  const w = world({ rule: { ...plainRule, flood: { most: 2, window: { every: hour }, atOnce: null } } });
  await w.publish(
    ...Array.from({ length: 5 }, (_, i) => alert({ id: `n${i}` })),
    alert({ id: 'critical', severity: 'critical' }),
  );
  await w.pass(hour + 1000);
  expect(w.sent.map(({ parcel }) => parcel.id)).toEqual(['critical', 'n0', 'n1', 'summary example 1970-01-01T00:00:00.000Z']);
  const summary = w.sent.at(-1)?.parcel;
  expect([summary?.revision, summary?.summarised.map(({ alert: id }) => id)]).toEqual([6, ['n2', 'n3', 'n4']]);
  await w.end();
});

test('a digest tells at its times what was held since, and at once what is grave', async () => {
  const digest = { at: [8 * 60, 16 * 60], days: [0, 1, 2, 3, 4, 5, 6], zone: 'UTC' };
  const w = world({ rule: { ...plainRule, flood: { most: 0, window: digest, atOnce: 'critical' } } });
  await w.publish(
    alert({ id: 'a', severity: 'low' }),
    alert({ id: 'b', severity: 'high' }),
    alert({ id: 'c', severity: 'critical' }),
  );
  await w.pass(hour);
  await w.publish(alert({ id: 'a', severity: 'low', revision: 2, state: 'withdrawn' }), alert({ id: 'd', severity: 'low' }));
  await w.pass(40 * hour);
  expect(w.sent.map(({ at, parcel }) => [Math.floor(at / hour), parcel.id, parcel.summarised.map((one) => one.alert)])).toEqual([
    [0, 'c', []],
    [8, 'summary example 1969-12-31T16:00:00.000Z', ['b', 'd']],
  ]);
  await w.end();
});

test('what is not critical waits for more, so that they go in one call', async () => {
  const w = world({ rule: { ...plainRule, gatherMs: 10_000 } });
  await w.publish(alert({ id: 'a' }));
  await w.pass(5000);
  await w.publish(alert({ id: 'b', severity: 'critical' }), alert({ id: 'c' }));
  await w.pass(20_000);
  expect([w.sent.map(({ parcel }) => parcel.id), w.calls]).toEqual([
    ['b', 'a', 'c'],
    [1, 2],
  ]);
  await w.end();
});

test('what was told while a newer revision was being accepted is not forgotten', async () => {
  const deliveries = memoryDeliveries();
  const rule = { ...plainRule, coalesceMs: 0 };
  await accept(deliveries, [rule], { partition: 'p', position: 1, alerts: [alert()] }, 0);
  const [claimed] = await deliveries.claim('siem', 0, 9, 100);
  if (claimed === undefined) throw new Error('one row is due');
  let first = true;
  const slow: Deliveries = {
    ...deliveries,
    async rows(of) {
      const read = await deliveries.rows(of);
      if (first) await deliveries.settle([{ ...claimed, state: 'delivered', told: { revision: 1, severity: 'high', at: 0 } }]);
      first = false;
      return read;
    },
  };
  await accept(slow, [rule], { partition: 'p', position: 2, alerts: [alert({ revision: 2, state: 'withdrawn' })] }, 1);
  const [row] = await deliveries.rows([{ destination: 'siem', id: parcelId }]);
  expect([row?.state, row?.told?.revision, row?.parcel.revision]).toEqual(['pending', 1, 2]);
});

test('two that accept at once name every held alert in the one summary', async () => {
  const deliveries = memoryDeliveries();
  const rule: Rule = { ...plainRule, flood: { most: 0, window: { every: hour }, atOnce: null } };
  await Promise.all(
    ['a', 'b', 'c', 'd'].map((id, i) =>
      accept(deliveries, [rule], { partition: `p${i}`, position: 1, alerts: [alert({ id })] }, 0),
    ),
  );
  const [summary] = (await deliveries.list({ limit: 9 })).filter(({ parcel }) => parcel.notice === 'summary');
  expect(summary?.parcel.summarised.map((one) => one.alert).sort()).toEqual(['a', 'b', 'c', 'd']);
  expect(summary?.parcel.revision).toBe(4);
});

test('a critical alert that nobody closed is told of again, later and later, until somebody does', async () => {
  const w = world({ rule: { ...plainRule, remindMs: hour } });
  await w.publish(alert({ severity: 'critical' }));
  await w.pass(8 * hour);
  expect(w.sent.map(({ at, parcel }) => [at / hour, parcel.notice])).toEqual([
    [0, 'opened'],
    [1, 'reminder'],
    [2, 'reminder'],
    [4, 'reminder'],
    [8, 'reminder'],
  ]);
  await w.publish(alert({ severity: 'critical', revision: 2, state: 'amended', disposition: 'benign' }));
  await w.pass(100 * hour);
  expect(notices(w.sent).slice(5)).toEqual([['amended', 2]]);
  await w.end();
});

test('only what a destination asked for is told, and what it was told of to the end', async () => {
  const w = world({ rule: { ...plainRule, severity: 'high', detectors: ['impossible-travel'] } });
  await w.publish(
    alert({ id: 'low', severity: 'low' }),
    alert({ id: 'other', detector: { id: 'mfa-fatigue', version: 1 } }),
    alert({ id: 'told' }),
  );
  await w.publish(alert({ id: 'told', severity: 'low', revision: 2, state: 'amended' }));
  await w.pass(hour);
  expect(w.sent.map(({ parcel }) => [parcel.id, parcel.revision])).toEqual([
    ['told', 1],
    ['told', 2],
  ]);
  await w.end();
});

test('whatever the other side does, the newest revision of every alert is told or dead with its reason', async () => {
  const step = fc.record({
    id: fc.constantFrom('a', 'b', 'c', 'd'),
    state: fc.constantFrom('open', 'amended', 'withdrawn' as const),
    severity: fc.constantFrom('low', 'high', 'critical' as const),
    pause: fc.integer({ min: 0, max: 4 * hour }),
  });
  const moods = fc.array(fc.constantFrom('delivered', 'retry', 'retry', 'split', 'rejected', 'refused' as const), {
    minLength: 1,
    maxLength: 40,
  });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 20 }), moods, async (steps, plan) => {
      let asked = 0;
      const w = world({
        answer: () => {
          const kind = asked < plan.length ? (plan[asked++] ?? 'delivered') : 'delivered';
          return kind === 'delivered' ? { kind } : { kind, code: kind, why: kind, afterMs: null };
        },
      });
      const newest = new Map<string, Alert>();
      for (const { id, pause, ...more } of steps) {
        const next = alert({ id, revision: (newest.get(id)?.revision ?? 0) + 1, ...more });
        newest.set(id, next);
        await w.publish(next);
        await w.pass(pause);
      }
      await w.pass(80 * hour);
      const rows = new Map((await w.deliveries.list({ limit: 99 })).map((row) => [row.parcel.id, row]));
      for (const [id, { revision, state }] of newest) {
        const row = rows.get(id);
        expect(row?.parcel.revision).toBe(revision);
        if (row?.state === 'dead') expect(row.lastError?.code).toBeTruthy();
        else if (row?.state === 'spared') expect([state, row.told]).toEqual(['withdrawn', null]);
        else expect([row?.state, row?.told?.revision]).toEqual(['delivered', revision]);
      }
      await w.end();
    }),
    { numRuns: 20 },
  );
});

test('many that a dead destination never took are given up in time, not one by one', async () => {
  const w = world({
    rule: { ...plainRule, giveUpMs: hour },
    answer: () => ({ kind: 'retry', code: 'down', why: 'it is down', afterMs: null }),
  });
  await w.publish(...Array.from({ length: 700 }, (_, i) => alert({ id: `n${i}` })));
  await w.pass(2 * hour);
  expect((await w.deliveries.counts()).map(({ state, rows }) => [state, rows])).toEqual([['dead', 700]]);
  expect(w.calls.length).toBeLessThan(60);
  await w.end();
});
