import { type Answer, type Deliveries, type Destination, type IdentityEvent, noVitals, type Parcel } from '@gatewatch/domain';
import { eventVersion } from '@gatewatch/formats';
import { memoryDeliveries } from '@gatewatch/ledger';
import { signIn } from '@gatewatch/testing';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Rule } from '../rule.ts';
import { createCalls } from './calls.ts';
import { createEventSender } from './event-sender.ts';
import type { WallClock } from './wall-clock.ts';

const rule: Rule = {
  ...{ name: 'siem', severity: 'low', detectors: [], tenants: [], subjects: [], alerts: true, events: ['sign-in'] },
  ...{ gatherMs: 0, coalesceMs: 0, remindMs: null, giveUpMs: 1000, flood: null },
};

/** Waiting takes no time here, and is counted. */
function world(answer: (parcel: Parcel, call: number) => Answer, more: Partial<Rule> = {}) {
  let now = 0;
  const clock: WallClock = {
    now: () => now,
    async wait(ms) {
      now += Math.max(1, ms);
    },
  };
  const sent: Parcel[] = [];
  const calls: number[] = [];
  const destination: Destination = {
    limits: { items: 4, bytes: 1e6, measure: () => 1, concurrency: 2, perSecond: 1000, patienceMs: 1000 },
    async send(parcels) {
      const call = calls.push(parcels.length);
      return parcels.map((parcel) => {
        const said = answer(parcel, call);
        if (said.kind === 'delivered') sent.push(parcel);
        return said;
      });
    },
    async [Symbol.asyncDispose]() {},
  };
  const deliveries: Deliveries = memoryDeliveries();
  const dress = (parcel: Parcel) => parcel;
  const made = createCalls({ name: 'siem', destination, vitals: noVitals, clock, random: () => 0.5, dress });
  const sender = createEventSender({ rule: { ...rule, ...more }, calls: made, deliveries, clock, random: () => 0.5 });
  return { sender, sent, calls, deliveries, now: () => now };
}

const event = (recordId: string, more: object = {}): IdentityEvent => ({ ...signIn({ at: '1 08:00', recordId }), ...more });
const many = (count: number) => Array.from({ length: count }, (_, i) => event(`e${i}`));
const never = new AbortController().signal;
const ids = (sent: readonly Parcel[]) => sent.map(({ event: one }) => one?.recordId);
const delivered: Answer = { kind: 'delivered' };
const down: Answer = { kind: 'retry', code: 'down', why: 'it is down', afterMs: null };

test('a batch is sent in calls as large as the destination takes, then the position moves', async () => {
  const w = world(() => delivered);
  await w.sender.take({ partition: 'p', position: 10, events: many(10) }, never);
  expect([ids(w.sent), w.calls, await w.sender.position('p')]).toEqual([many(10).map((one) => one.recordId), [4, 4, 2], 10]);
  expect(w.sent[0]).toMatchObject({ id: 'entra:e0', notice: 'event', alert: null, revision: eventVersion(event('e0')) });
  expect(await w.deliveries.list({ limit: 9 })).toEqual([]);
});

test('only what was asked for is sent, and the position moves all the same', async () => {
  const w = world(() => delivered, { tenants: ['default'], subjects: ['ada@example.com'] });
  const events = [event('a'), event('b', { tenant: 'other' }), event('c', { kind: 'verdict' }), event('d', { actor: null })];
  await w.sender.take({ partition: 'p', position: 4, events }, never);
  expect([ids(w.sent), await w.sender.position('p')]).toEqual([['a'], 4]);
});

test('a destination that is away is tried until it is there, with growing pauses, and nothing moves meanwhile', async () => {
  const positions: number[] = [];
  const w = world((_, call) => {
    void w.sender.position('p').then((at) => positions.push(at));
    return call > 12 ? delivered : down;
  });
  await w.sender.take({ partition: 'p', position: 3, events: many(3) }, never);
  expect(ids(w.sent)).toEqual(['e0', 'e1', 'e2']);
  expect(new Set(positions)).toEqual(new Set([0]));
  expect(w.now()).toBeGreaterThan(30_000); // longer than it gives alerts up after: the log keeps events
  expect(await w.sender.position('p')).toBe(3);
});

test('an event that is rejected is a dead letter that can be tried again; the others go on', async () => {
  const w = world(({ id }) => (id === 'entra:e1' ? { kind: 'rejected', code: 'mapping', why: 'no such field' } : delivered));
  await w.sender.take({ partition: 'p', position: 3, events: many(3) }, never);
  const [dead] = await w.deliveries.list({ limit: 9 });
  expect([ids(w.sent), dead?.state, dead?.parcel.event?.recordId, dead?.lastError?.code]).toEqual([
    ['e0', 'e2'],
    'dead',
    'e1',
    'mapping',
  ]);
});

test('stopped in the middle, the position stays', async () => {
  const stopping = new AbortController();
  const w = world((_, call) => {
    if (call === 2) stopping.abort();
    return delivered;
  });
  await w.sender.take({ partition: 'p', position: 20, events: many(20) }, stopping.signal);
  expect(w.sent.length).toBeLessThan(20);
  expect(await w.sender.position('p')).toBe(0);
});

test('whatever the other side says, each event is taken at least once or is dead with its reason', async () => {
  const moods = fc.array(fc.constantFrom('delivered', 'retry', 'split', 'rejected', 'refused', 'slow' as const), {
    maxLength: 60,
  });
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 0, max: 30 }), moods, async (count, plan) => {
      let asked = 0;
      const w = world(() => {
        const kind = plan[asked++] ?? 'delivered';
        if (kind === 'delivered') return { kind };
        return kind === 'slow'
          ? { kind: 'retry', code: 'http-429', why: kind, afterMs: 5000 }
          : { kind, code: kind, why: kind, afterMs: null };
      });
      const events = many(count);
      await w.sender.take({ partition: 'p', position: 99, events }, never);
      const dead = await w.deliveries.list({ state: 'dead', limit: 99 });
      for (const { lastError } of dead) expect(lastError?.code).toMatch(/rejected|split/);
      const known = new Set([...ids(w.sent), ...dead.map(({ parcel }) => parcel.event?.recordId)]);
      expect(known).toEqual(new Set(events.map(({ recordId }) => recordId)));
      expect(await w.sender.position('p')).toBe(99);
    }),
  );
});
