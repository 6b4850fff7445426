/** Ticks of many tenants wait with the events among them: any number of them. */

import { type LogRecord, minuteMs } from '@gatewatch/domain';
import { createWorker } from '@gatewatch/engine';
import { memoryLedger } from '@gatewatch/ledger';
import { toyNewPlace } from '@gatewatch/testing';
import { expect, test } from 'vitest';
import { signInRow } from './rows.ts';
import { settingsOf } from './running.ts';

const begin = Date.UTC(2026, 2, 2);
const minutes = 1000;
const tenants = 200;

test('a replay of many tenants judges what waited between a tick a minute of each', async () => {
  const ledger = memoryLedger();
  const settings = { ...settingsOf([toyNewPlace], [], 0), commitEvery: Number.POSITIVE_INFINITY, judgeTogether: minutes };
  const worker = await createWorker({ partition: await ledger.acquire('p'), settings });
  for (let minute = 0; minute < minutes; minute++) {
    const at = begin + minute * minuteMs;
    const ticks = Array.from({ length: tenants }, (_, i): LogRecord => {
      return { type: 'tick', at, tenant: `tenant-${i}`, source: 'replay', progress: at };
    });
    await worker.apply([...ticks, { type: 'event', at, event: signInRow(at) }]);
  }
  await worker.commit();
  expect(worker.stats().events).toBe(minutes);
  expect(await Array.fromAsync(ledger.subjects('p'))).toHaveLength(1);
});
