/** Law 2 over the ledger on Redis: one log gives every field of every revision again, with any batch ends and deaths. */

import { randomUUID } from 'node:crypto';
import { detectors } from '@gatewatch/detectors';
import { dayMs, optionsOf } from '@gatewatch/domain';
import { reference } from '@gatewatch/engine';
import { memoryLedger, openRedis, redisDefaults, redisLedger } from '@gatewatch/ledger';
import { toyCounting, toyDetectors } from '@gatewatch/testing';
import fc from 'fast-check';
import { describe, expect, inject, test } from 'vitest';
import { bound, drawnFacts, drawnPlans, drawnVerdicts, factRecords, start, verdictsOn } from './histories.ts';
import { eventsOf, everything, logOf, plain, run, settingsOf, standing } from './running.ts';
import { history, lateHistory } from './stories.ts';

const end = start + 30 * dayMs;
const runs = Number(process.env.GATEWATCH_REDIS_LAW_RUNS ?? 12);
const all = [...detectors, ...toyDetectors];
const judged = all.map((detector) => ({ detector, options: optionsOf(detector.card) }));
const redis = inject('redis');

async function onRedis() {
  const servers = [new URL(redis ?? '').host];
  return openRedis({ ...redisDefaults, servers, prefix: `laws-${randomUUID()}` }, { warn() {} });
}

describe.skipIf(redis === null)('over Redis', () => {
  test('one log gives every field of every revision again, with any batch ends and deaths', async () => {
    const settings = settingsOf(all, toyCounting, bound);
    let said = 0;
    await fc.assert(
      fc.asyncProperty(lateHistory, drawnPlans, drawnVerdicts, drawnFacts, async ({ arrivals, facts }, plan, drawn, learned) => {
        const alerts = reference(eventsOf(arrivals), { detectors: judged, counting: toyCounting, end, facts });
        const log = logOf([...arrivals, ...verdictsOn(alerts, drawn)], end, undefined, [...facts, ...factRecords(learned)]);
        await using calm = memoryLedger();
        await run(log, calm, settings, plain);
        await using store = await onRedis();
        const stormy = redisLedger(store);
        await run(log, stormy, settings, { ...plan, partitions: 1 });
        const expected = await everything(calm);
        expect(await everything(stormy)).toEqual(expected);
        said += expected.length;
      }),
      { numRuns: runs },
    );
    expect(said).toBeGreaterThan(0);
  });

  test('any arrival order and number of partitions gives the alerts of the memory ledger', async () => {
    const settings = settingsOf(all, [], bound);
    await fc.assert(
      fc.asyncProperty(history, drawnPlans, async ({ arrivals, facts }, plan) => {
        const log = logOf(arrivals, end, undefined, facts);
        await using calm = memoryLedger();
        await run(log, calm, settings, plan);
        await using store = await onRedis();
        const stormy = redisLedger(store);
        await run(log, stormy, settings, plan);
        expect(await standing(stormy)).toEqual(await standing(calm));
      }),
      { numRuns: runs },
    );
  });
});
