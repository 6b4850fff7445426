/**
 * Two `gatewatch service forwarder` share one outbox: nothing is sent twice in the ordinary case, revisions of an alert come in order,
 * and what is owed outlives its queues: emptied, and Redis killed and started again.
 */

import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { kafkaBus, kafkaDefaults, topicPlans } from '@gatewatch/bus';
import type { Alert } from '@gatewatch/domain';
import { alertMessage } from '@gatewatch/engine';
import { parcelAlert } from '@gatewatch/testing';
import { expect, inject, test } from 'vitest';
import { ownRedis } from '../faults/own-redis.ts';
import { listening } from './listening.ts';
import { gatewatch } from './running.ts';
import { start } from './started.ts';

const kafka = inject('kafka');
const patience = { timeout: 240_000, interval: 100 };

test.skipIf(kafka === null || inject('redis') === null)('two forwarders share what is owed', async () => {
  const prefix = `queues-${randomUUID()}`;
  await using redis = await ownRedis(['--appendfsync', 'always']);
  /** Ids of webhooks in the order in which they were taken. */
  const taken: string[] = [];
  let down = false;
  await using hook = await listening((id) => {
    if (down) return 503;
    taken.push(id);
    return 204;
  });
  writeFileSync(
    join(redis.folder, 'gatewatch.yaml'),
    `kafka: { brokers: ["${kafka}"], topicPrefix: ${prefix}, partitions: 4, replicas: 1, minInSync: 1 }
redis: { servers: ["${redis.host}"], prefix: ${prefix} }
http: { port: 0 }
destinations:
  hook: { type: webhook, url: "${hook.url}", secrets: ["\${HOOK}"], allow: [127.0.0.0/8], insecure: true, coalesce: 0s, perSecond: 200 }
`,
  );
  await using bus = await kafkaBus({ ...kafkaDefaults, brokers: [kafka ?? ''] });
  const retention = { lanes: 3_600_000, alerts: 3_600_000, quarantine: 3_600_000 };
  await bus.ensureTopics(topicPlans({ topicPrefix: prefix, partitions: 4, replicas: 1, minInSync: 1, retention }));
  await using producer = await bus.producer();
  const publish = (name: string, count: number, revision: number) => {
    const state = revision === 1 ? 'open' : 'amended';
    const alerts: Alert[] = Array.from({ length: count }, (_, i) => ({ ...parcelAlert, id: `${name}-${i}`, revision, state }));
    return producer.send(`${prefix}.alerts`, alerts.map(alertMessage));
  };
  const newestOf = (name: string) => {
    const newest = new Map<string, number>();
    for (const [alert = '', revision] of taken.map((id) => id.split('.')))
      if (alert.startsWith(name)) newest.set(alert, Number(revision));
    return newest;
  };
  const environment = { HOOK: `whsec_${Buffer.alloc(32, 9).toString('base64')}` };
  const forwarder = () => start(['service', 'forwarder', '--config', 'gatewatch.yaml'], redis.folder, environment);
  const [first, second] = [forwarder(), forwarder()];
  try {
    await publish('plain', 150, 1);
    await expect.poll(() => newestOf('plain').size, patience).toBe(150);
    for (const revision of [2, 3, 4]) await publish('plain', 150, revision);
    const behind = (name: string, revision: number) => [...newestOf(name).values()].filter((known) => known !== revision).length;
    await expect.poll(() => behind('plain', 4), patience).toBe(0);
    expect(taken.length).toBe(new Set(taken).size);
    const revisions = new Map<string, number[]>();
    for (const [alert = '', revision] of taken.map((id) => id.split('.')))
      revisions.set(alert, [...(revisions.get(alert) ?? []), Number(revision)]);
    for (const [alert, known] of revisions) expect(known, alert).toEqual([...known].sort((a, b) => a - b));

    // The other side is away, and meanwhile the queues are emptied and the server is killed.
    down = true;
    await publish('late', 40, 1);
    await expect.poll(() => redis.command('ZCARD', `${prefix}:{deliveries}:due:hook`), patience).toBe('40');
    const queues = redis.command('KEYS', `${prefix}:{wakes}:*`).split('\n');
    expect(queues.length).toBeGreaterThan(0);
    redis.command('DEL', ...queues);
    await redis.server.kill();
    await redis.server.start();
    redis.command('DEL', ...redis.command('KEYS', `${prefix}:{wakes}:*`).split('\n'));
    down = false;
    await expect.poll(() => newestOf('late').size, patience).toBe(40);
    const listed = await gatewatch(['deliveries', 'list', '--config', 'gatewatch.yaml', '--format', 'ndjson'], {
      cwd: redis.folder,
      environment,
    });
    // Beside ours stand those of the monitor, which saw the server go.
    const isOurs = (id: string) => /^(plain|late)-/.test(id);
    const rows: { alert: string; state: string }[] = listed.stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    const ours = rows.filter(({ alert }) => isOurs(alert));
    expect(ours.map(({ state }) => state)).toEqual(Array(190).fill('delivered'));
    const since = ['--since', '2026-01-01', '--config', 'gatewatch.yaml'];
    const before = taken.length;
    const replayed = await gatewatch(['deliveries', 'replay', ...since], { cwd: redis.folder, environment });
    expect(Number(/^(\d+) are owed/.exec(replayed.stdout)?.[1])).toBeGreaterThanOrEqual(190);
    await expect.poll(() => taken.slice(before).filter(isOurs).length, patience).toBe(190);
    await publish('after', 20, 1);
    await expect.poll(() => newestOf('after').size, patience).toBe(20);
    for (const one of [first, second]) one.kill('SIGTERM');
    expect([(await first.ended()).status, (await second.ended()).status]).toEqual([0, 0]);
  } finally {
    for (const one of [first, second]) await one[Symbol.asyncDispose]();
  }
});
