/** `gatewatch service indexer` over real Kafka, Redis and Elasticsearch: killed twice in the middle; in the end everything stands once. */

import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { kafkaBus, kafkaDefaults, partitionOf, topicNames, topicPlans } from '@gatewatch/bus';
import { alertMessage, encodeLogRecord, personKeys } from '@gatewatch/engine';
import { alertAlias, eventAlias } from '@gatewatch/formats';
import { openCluster } from '@gatewatch/indexer';
import { parcelAlert } from '@gatewatch/testing';
import { afterAll, expect, inject, test } from 'vitest';
import { gatewatch } from '../integration/running.ts';
import { type Started, start } from '../integration/started.ts';
import { simulatedEvents } from '../scenarios/simulated-events.ts';
import { sharedElasticsearch } from '../servers/shared-elasticsearch.ts';
import { storedIn } from './stored-in.ts';
import { newest } from './world.ts';

const kafka = inject('kafka');
const redis = inject('redis');
const elasticsearch = await sharedElasticsearch();
const folder = mkdtempSync(join(tmpdir(), 'gatewatch-index-service-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const partitions = 4;

test.skipIf(kafka === null || redis === null || elasticsearch === null)(
  'everything of the topics stands in the index, once',
  async () => {
    const events = await simulatedEvents({ users: 30, days: 3, seed: 8 });
    const prefix = `indexer-${randomUUID()}`;
    const namespace = `n${randomUUID().replaceAll('-', '')}`;
    const asked = ['--config', 'gatewatch.yaml'];
    writeFileSync(
      join(folder, 'gatewatch.yaml'),
      `kafka: { brokers: ["${kafka}"], topicPrefix: ${prefix}, partitions: ${partitions}, replicas: 1, minInSync: 1 }
redis: { servers: ["${new URL(redis ?? '').host}"], prefix: ${prefix} }
elasticsearch: { nodes: ["${elasticsearch}"], namespace: ${namespace}, replicas: 0, bulk: { documents: 20, concurrency: 1 } }
http: { port: 0 }
`,
    );
    await using bus = await kafkaBus({ ...kafkaDefaults, brokers: [kafka ?? ''] });
    const retention = { lanes: 3_600_000, alerts: 3_600_000, quarantine: 3_600_000 };
    await bus.ensureTopics(topicPlans({ topicPrefix: prefix, partitions, replicas: 1, minInSync: 1, retention }));
    await using producer = await bus.producer();
    const names = topicNames(prefix);
    const send = (of: typeof events) =>
      producer.send(
        names.lane('person'),
        of.flatMap((event) => {
          const value = encodeLogRecord({ type: 'event', at: event.time, event });
          const keys = personKeys(event);
          return (keys.length === 0 ? [event.id] : keys).map((key) => ({ key, value, partition: partitionOf(key, partitions) }));
        }),
      );
    const alerts = Array.from({ length: 300 }, (_, i) => ({
      ...parcelAlert,
      id: `alert-${i % 100}`,
      revision: 1 + Math.floor(i / 100),
    }));
    await producer.send(names.alerts, alerts.map(alertMessage));

    await using early = start(['service', 'indexer', ...asked], folder);
    expect((await early.ended()).status).toBe(2);
    expect(early.stderr.join('\n')).toMatch(/no index template gatewatch-\w+-.*gatewatch setup elasticsearch/);
    expect((await gatewatch(['setup', 'elasticsearch', ...asked], { cwd: folder })).status).toBe(0);

    await using cluster = openCluster({ nodes: [elasticsearch ?? ''], requestMs: 60_000 });
    const count = async (): Promise<number> => {
      await cluster.ask('POST', `/${eventAlias(namespace)}-*/_refresh`);
      return Number(Object(await cluster.ask('GET', `/${eventAlias(namespace)}-*/_count`)).count);
    };
    const third = Math.ceil(events.length / 3);
    for (const n of [0, 1]) {
      await send(events.slice(n * third, (n + 1) * third));
      const before = await count();
      await using killed = start(['service', 'indexer', ...asked], folder);
      await lives(killed, expect.poll(count, { timeout: 120_000, interval: 20 }).toBeGreaterThan(before));
      killed.kill('SIGKILL');
      await killed.ended();
    }
    await send(events.slice(2 * third));
    await using last = start(['service', 'indexer', ...asked], folder);
    const should = newest(events);
    await lives(last, expect.poll(count, { timeout: 240_000, interval: 200 }).toBe(should.size));
    const standing = new Map(alerts.map(({ id }) => [id, 3]));
    // Beside them, perhaps, what the service says of itself.
    const told = async () =>
      new Map([...(await storedIn(cluster, alertAlias(namespace)))].filter(([id]) => id.startsWith('alert-')));
    await lives(last, expect.poll(told, { timeout: 120_000, interval: 200 }).toEqual(standing));
    expect(await storedIn(cluster, eventAlias(namespace))).toEqual(should);

    const at = /http:[^"\s]+/.exec(await last.line((line) => line.includes('Health and metrics')))?.[0] ?? '';
    const ready = await fetch(`${at}/readyz`);
    expect([ready.status, await ready.text()]).toEqual([200, expect.stringContaining('ok  elasticsearch')]);
    expect(await (await fetch(`${at}/metrics`)).text()).toMatch(/gatewatch_indexed_total\{result="\w+"\} [1-9]/);
    last.kill('SIGTERM');
    expect(await last.ended()).toEqual({ status: 0, signal: null });
  },
);

/** What it waits for, or what the service said when it ended before, or did not come so far. */
async function lives(service: Started, awaited: Promise<unknown>): Promise<void> {
  const ended = service.ended().then(() => Promise.reject(new Error('it ended')));
  await Promise.race([awaited, ended]).catch((error: unknown) => {
    throw new Error(`${String(error)}\n${service.stderr.join('\n')}`);
  });
}
