/** What a worker holds in memory is bounded by bytes: it commits by itself to let subjects go, and what it says is the same. */

import { hourMs, type LogRecord } from '@gatewatch/domain';
import { createWorker } from '@gatewatch/engine';
import { memoryLedger } from '@gatewatch/ledger';
import { person, toyNewPlace } from '@gatewatch/testing';
import { expect, test } from 'vitest';
import { signInRow } from './rows.ts';
import { everything, settingsOf } from './running.ts';

const people = 60;
const begin = Date.UTC(2026, 2, 2);
const paris = { country: 'FR', city: 'Paris', latitude: 48.86, longitude: 2.35, radiusKm: 30 };

/** Everybody signs in every hour for three days, some from another city at the end. */
const log = Array.from({ length: people * 72 }, (_, i): LogRecord => {
  const [who, hour] = [i % people, Math.floor(i / people)];
  const time = begin + hour * hourMs + who;
  const actor = person(`person-${who}`);
  return {
    type: 'event',
    at: time,
    event: signInRow(time, { actor, ...(hour === 71 && who % 7 === 0 ? { place: paris } : {}) }),
  };
});

async function judged(hotBytes: number) {
  const ledger = memoryLedger();
  const settings = { ...settingsOf([toyNewPlace], [], 0), commitEvery: 1_000_000, hotBytes };
  const worker = await createWorker({ partition: await ledger.acquire('p'), settings });
  for (let at = 0; at < log.length; at += people) {
    const batch = log.slice(at, at + people);
    const last = batch.at(-1)?.at ?? 0;
    await worker.apply([...batch, { type: 'tick', at: last, tenant: 'default', source: 'test', progress: last }]);
  }
  const stored = await Array.fromAsync(ledger.subjects('p'));
  await worker.commit();
  return { stored: stored.length, said: await everything(ledger) };
}

test('where memory is short, subjects are committed and let go of before their time; the alerts are the same', async () => {
  const [free, short] = [await judged(Number.POSITIVE_INFINITY), await judged(people * 8000)];
  expect([free.stored, short.stored]).toEqual([0, people]);
  expect(short.said).toEqual(free.said);
  expect(short.said).toHaveLength(Math.ceil(people / 7));
});
