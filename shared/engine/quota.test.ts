import { type LiveSource, noVitals, type Vitals } from '@gatewatch/domain';
import { expect, test } from 'vitest';
import { withQuotas } from './quota.ts';
import type { OpenIntake } from './stream/intake.ts';

const source = (tenant: string): LiveSource => ({ name: `${tenant}/0`, tenant, provider: 'entra' });

/** A clock that stands until somebody waits, and an intake that says when it took how many records of whom. */
function bench(quotas: ReadonlyMap<string, { recordsPerSecond: number; burst: number }>, vitals: Vitals = noVitals) {
  let now = 0;
  const took: { at: number; tenant: string; records: number }[] = [];
  const waiting: { until: number; go: () => void }[] = [];
  const inner: OpenIntake = {
    async take({ tenant }, bodies) {
      const records = bodies.length;
      took.push({ at: now, tenant, records });
      return { records, events: records, quarantined: 0 };
    },
    async hand({ tenant }, events) {
      took.push({ at: now, tenant, records: events.length });
    },
    async progress() {},
    async idle() {},
    async control() {},
    async [Symbol.asyncDispose]() {},
  };
  const intake = withQuotas(inner, {
    quotas,
    vitals,
    now: () => now,
    wait: (ms, signal) =>
      new Promise((go, stop) => {
        waiting.push({ until: now + ms, go });
        signal?.addEventListener('abort', () => stop(signal.reason));
      }),
  });
  return {
    intake,
    took,
    waiting: () => waiting.length,
    advance(to: number) {
      now = to;
      for (const one of waiting.splice(0)) {
        if (one.until <= now) one.go();
        else waiting.push(one);
      }
    },
  };
}

const bodies = (count: number) =>
  Array.from({ length: count }, (_, position) => ({ position, received: 0, bytes: new Uint8Array([1]) }));
const settled = () => new Promise<void>((resolve) => setImmediate(resolve));

test('a noisy tenant is slowed to its rate, and its neighbour never waits for it', async () => {
  const { intake, took, advance, waiting } = bench(new Map([['noisy', { recordsPerSecond: 10, burst: 20 }]]));
  const flood = (async () => {
    for (let i = 0; i < 10; i++) await intake.take(source('noisy'), bodies(20));
  })();
  for (let second = 0; second <= 20; second++) {
    advance(second * 1000);
    await settled();
    await intake.take(source('quiet'), bodies(50)); // resolves without the clock
  }
  await flood;
  expect(waiting()).toBe(0);
  const noisy = took.filter(({ tenant }) => tenant === 'noisy');
  // The burst of 20 at once, the next with a debt, then two seconds for each 20 records.
  expect(noisy.map(({ at }) => at)).toEqual([0, 0, 2000, 4000, 6000, 8000, 10_000, 12_000, 14_000, 16_000]);
  expect(took.filter(({ tenant }) => tenant === 'quiet').map(({ at }) => at)).toEqual(
    Array.from({ length: 21 }, (_, second) => second * 1000),
  );
});

test('all sources of a tenant pay into one bucket, files that were read by themselves too', async () => {
  const { intake, took, advance } = bench(new Map([['noisy', { recordsPerSecond: 10, burst: 10 }]]));
  await intake.take(source('noisy'), bodies(30));
  const handed = intake.hand({ ...source('noisy'), name: 'noisy/files' }, [], []);
  await settled();
  expect(took.length).toBe(1);
  advance(2000);
  await handed;
  expect(took.length).toBe(2);
});

test('waiting ends with the signal, and is counted', async () => {
  const counted: number[] = [];
  const vitals: Vitals = { ...noVitals, count: (_, __, by = 1) => void counted.push(by) };
  const { intake, advance } = bench(new Map([['noisy', { recordsPerSecond: 10, burst: 10 }]]), vitals);
  await intake.take(source('noisy'), bodies(20));
  const stopping = new AbortController();
  const stopped = intake.take(source('noisy'), bodies(1), stopping.signal);
  const waited = intake.take(source('noisy'), bodies(1));
  stopping.abort(new Error('stop'));
  await expect(stopped).rejects.toThrow('stop');
  await settled();
  advance(1000);
  await waited;
  expect(counted).toEqual([1]);
});
