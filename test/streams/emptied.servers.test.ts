/** A Redis that was emptied between two processes: the second one cannot know, and says again what the first one said. */

import { kafkaBus, kafkaDefaults, topicNames } from '@gatewatch/bus';
import type { Bus, Ledger } from '@gatewatch/domain';
import { alertIn } from '@gatewatch/engine';
import { redisLinks } from '@gatewatch/ledger';
import { expect, inject, test } from 'vitest';
import { ownRedis } from '../faults/own-redis.ts';
import { openOrganisation } from './organisation.ts';
import { readAll } from './read-all.ts';
import { scenarioLog } from './scenario-log.ts';
import { distributed } from './settings.ts';

const kafka = inject('kafka');
const partitions = 3;

test.skipIf(kafka === null || inject('redis') === null)(
  'an emptied Redis is filled again from the first record of the log: the same revisions, and none is missing',
  async () => {
    await using redis = await ownRedis();
    await using bus = await kafkaBus({ ...kafkaDefaults, brokers: [kafka ?? ''], sessionMs: 6000 });
    await using organisation = await openOrganisation();
    const prefix = `emptied-${process.pid}-${Date.now()}`;
    const life = async (put: boolean): Promise<readonly string[]> => {
      const { ledger, store } = await redis.open({ prefix: 'emptied' });
      await using one = await distributed(
        organisation,
        bus,
        { ledger, links: redisLinks(store) },
        { partitions, workers: 2, prefix },
      );
      const items = put ? scenarioLog() : [];
      for (let at = 0; at < items.length; at += 1000) await one.sink.append(items.slice(at, at + 1000), []);
      await one.settled();
      return standing(ledger);
    };
    const before = await life(true);
    expect(before.length).toBeGreaterThan(100);
    const said = await saidOn(bus, prefix);
    expect(redis.command('FLUSHALL')).toBe('OK');
    expect(await life(false)).toEqual(before);
    const again = await saidOn(bus, prefix);
    expect(again.length).toBe(2 * said.length);
    expect(new Set(again)).toEqual(new Set(said));
  },
);

async function standing(ledger: Ledger): Promise<readonly string[]> {
  return (await ledger.alerts()).map((alert) => JSON.stringify(alert));
}

async function saidOn(bus: Bus, prefix: string): Promise<readonly string[]> {
  return (await readAll(bus, topicNames(prefix).alerts)).flatMap((message) => {
    const alert = alertIn(message);
    return alert === null ? [] : [JSON.stringify(alert)];
  });
}
