/** The contract over a real Redis, alone and as a cluster of three; and what only a server can do: forget, restart, be shared. */

import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { noVitals } from '@gatewatch/domain';
import { openRedis, redisClient, redisDefaults } from '@gatewatch/ledger';
import { describe, expect, inject, test } from 'vitest';
import { queueSchedule } from './queues.ts';
import { scheduleContract } from './schedule.contract.ts';

function open(settings: typeof redisDefaults & { readonly servers: readonly string[] }, prefix: string, lookEveryMs: number) {
  const client = redisClient(settings);
  client.on('error', () => {});
  return queueSchedule({
    connection: { client, close: () => client.disconnect() },
    prefix,
    vitals: noVitals,
    lookEveryMs,
  });
}

function contracts(name: string, servers: readonly string[] | null, cluster: boolean): void {
  describe.skipIf(servers === null)(name, () => {
    const settings = { ...redisDefaults, servers: servers ?? [], cluster };
    scheduleContract(name, {
      async fresh(lookEveryMs) {
        const prefix = `test-${randomUUID()}`;
        return { schedule: await open(settings, prefix, lookEveryMs), second: await open(settings, prefix, lookEveryMs) };
      },
    });
  });
}

const redis = inject('redis');
contracts('queues', redis === null ? null : [new URL(redis).host], false);
contracts('queues on a cluster', inject('redisCluster'), true);

const emptied = "for _, key in ipairs(redis.call('KEYS', ARGV[1])) do redis.call('DEL', key) end return 1";

describe.skipIf(redis === null)('queues', () => {
  const settings = { ...redisDefaults, servers: [new URL(redis ?? 'redis://x:1').host] };

  test('keep to the rate of the destination, whoever sends', async () => {
    const prefix = `test-${randomUUID()}`;
    const [first, second] = [await open(settings, prefix, 3_600_000), await open(settings, prefix, 3_600_000)];
    const turns: number[] = [];
    const stopping = new AbortController();
    const line = {
      destination: 'slow',
      perSecond: 4,
      next: async () => null,
      turn: async () => {
        turns.push(Date.now());
        return { at: 0, quiet: null };
      },
    };
    const runs = [first.run(line, stopping.signal), second.run(line, stopping.signal)];
    await first.wake('slow', 0);
    await pause(5000);
    stopping.abort();
    await Promise.all(runs);
    for (const one of [first, second]) await one[Symbol.asyncDispose]();
    for (const [i, at] of turns.entries())
      expect(turns.filter((other) => other >= at && other < at + 1000).length, `turn ${i}`).toBeLessThanOrEqual(8); // two windows of a second
    expect(turns.length).toBeGreaterThan(4);
    expect(turns.length).toBeLessThanOrEqual(28);
  });

  test('leave nothing behind, and find again what the server forgot', async () => {
    const prefix = `test-${randomUUID()}`;
    const schedule = await open(settings, prefix, 500);
    await using store = await openRedis({ ...settings, prefix }, { warn() {} });
    const keys = async () => [...new Set((await store.everywhere('KEYS', `${prefix}:{wakes}:*`)).flat().map(String))];
    let owed: number | null = null;
    let turns = 0;
    const stopping = new AbortController();
    const line = {
      destination: 'one',
      perSecond: 100,
      next: async () => owed,
      turn: async () => {
        turns++;
        if (owed !== null && owed <= Date.now()) owed = null;
        return { at: owed, quiet: null };
      },
    };
    const run = schedule.run(line, stopping.signal);
    owed = Date.now() + 1500;
    await schedule.wake('one', owed);
    // At once, as a server forgets: half a job would stay for ever.
    await store.call('EVAL', emptied, 0, `${prefix}:{wakes}:*`);
    await expect.poll(() => owed, { timeout: 60_000 }).toBe(null);
    const done = turns;
    owed = Date.now();
    await schedule.wake('one', owed);
    await expect.poll(() => turns, { timeout: 60_000 }).toBeGreaterThan(done);
    const jobs = async () => (await keys()).filter((key) => /:(\d+|at-\d+)$/.test(key));
    await expect.poll(jobs, { timeout: 60_000 }).toEqual([]);
    stopping.abort();
    await run;
    await schedule[Symbol.asyncDispose]();
  });
});
