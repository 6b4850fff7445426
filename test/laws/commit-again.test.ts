/** A commit that failed is made again, whole: subjects, lanes and what they said. */

import { type Ledger, LedgerUnavailable, type LogRecord, minuteMs, type Partition } from '@gatewatch/domain';
import { createWorker } from '@gatewatch/engine';
import { memoryLedger } from '@gatewatch/ledger';
import { person, toyCounting, toyNewPlace } from '@gatewatch/testing';
import { expect, test } from 'vitest';
import { signInRow } from './rows.ts';
import { everything, settingsOf } from './running.ts';

const begin = Date.UTC(2026, 2, 2);

/** Five people sign in from one address, so that the lane of that address counts. */
const log = Array.from({ length: 40 }, (_, i): LogRecord => {
  const time = begin + i * minuteMs;
  return { type: 'event', at: time, event: signInRow(time, { actor: person(`person-${i % 5}`), ip: '198.51.100.7' }) };
});

async function committed(failing: boolean): Promise<Ledger> {
  const ledger = memoryLedger();
  const partition = await ledger.acquire('p0');
  let commits = 0;
  const flaky: Partition = {
    ...partition,
    async commit(step) {
      if (failing && ++commits % 2 === 1) throw new LedgerUnavailable('gone for a moment');
      return partition.commit(step);
    },
  };
  const settings = { ...settingsOf([toyNewPlace], toyCounting, 0), commitEvery: Number.POSITIVE_INFINITY, hotSubjects: 0 };
  const worker = await createWorker({ partition: flaky, settings });
  for (let at = 0; at < log.length; at += 8) {
    await worker.apply(log.slice(at, at + 8));
    await worker.commit().catch((error: unknown) => {
      if (!(error instanceof LedgerUnavailable)) throw error;
      return worker.commit();
    });
  }
  return ledger;
}

test('a commit that failed is whole when it is made again, counting lanes as well', async () => {
  const [calm, shaken] = [await committed(false), await committed(true)];
  const states = async (ledger: Ledger) => Array.fromAsync(ledger.subjects('p0'));
  expect((await states(calm)).some(({ key }) => key.startsWith('\n'))).toBe(true);
  expect(await states(shaken)).toEqual(await states(calm));
  expect(await everything(shaken)).toEqual(await everything(calm));
});
