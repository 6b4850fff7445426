/** `gatewatch service forwarder` over real Kafka and Redis: two processes, one killed; every alert is told in its newest revision. */

import { randomUUID } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { kafkaBus, kafkaDefaults, topicPlans } from '@gatewatch/bus';
import type { Alert } from '@gatewatch/domain';
import { alertMessage } from '@gatewatch/engine';
import { parcelAlert } from '@gatewatch/testing';
import { afterAll, expect, inject, test } from 'vitest';
import { start } from './started.ts';

const kafka = inject('kafka');
const redis = inject('redis');
const folder = mkdtempSync(join(tmpdir(), 'gatewatch-forwarder-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test.skipIf(kafka === null || redis === null)(
  'alerts of the topic reach the destinations, though a process is killed',
  async () => {
    const prefix = `forwarder-${randomUUID()}`;
    const configuration = (sink: string) => `
kafka: { brokers: ["${kafka}"], topicPrefix: ${prefix}, partitions: 4, replicas: 1, minInSync: 1 }
redis: { servers: ["${new URL(redis ?? '').host}"], prefix: ${prefix} }
http: { port: 0 }
destinations: { archive: { type: file, path: ${sink}, coalesce: 0s } }
`;
    const sinks = ['first.ndjson', 'second.ndjson'];
    for (const sink of sinks) writeFileSync(join(folder, `${sink}.yaml`), configuration(sink));
    await using bus = await kafkaBus({ ...kafkaDefaults, brokers: [kafka ?? ''] });
    await bus.ensureTopics(
      topicPlans({
        topicPrefix: prefix,
        partitions: 4,
        replicas: 1,
        minInSync: 1,
        retention: { lanes: 3_600_000, alerts: 3_600_000, quarantine: 3_600_000 },
      }),
    );
    await using producer = await bus.producer();
    const newest = new Map<string, number>();
    const publish = async (from: number, to: number, revision: number) => {
      const alerts: Alert[] = Array.from({ length: to - from }, (_, i) => ({
        ...parcelAlert,
        id: `alert-${from + i}`,
        revision,
        state: revision === 1 ? 'open' : 'amended',
      }));
      for (const { id } of alerts) newest.set(id, revision);
      await producer.send(`${prefix}.alerts`, alerts.map(alertMessage));
    };
    const told = () => {
      const known = new Map<string, number>();
      for (const sink of sinks) {
        const path = join(folder, sink);
        const lines = existsSync(path) ? readFileSync(path, 'utf8').split('\n').slice(0, -1) : [];
        for (const { event, gatewatch } of lines.map((line) => JSON.parse(line)))
          known.set(event.id, Math.max(known.get(event.id) ?? 0, gatewatch.alert.revision));
      }
      return known;
    };
    const behind = () => {
      const known = told();
      return [...newest].filter(([id, revision]) => known.get(id) !== revision).length;
    };
    await publish(0, 100, 1);
    await using first = start(['service', 'forwarder', '--config', 'first.ndjson.yaml'], folder);
    await expect.poll(() => told().size, { timeout: 120_000, interval: 100 }).toBeGreaterThan(0);
    await publish(50, 150, 2);
    first.kill('SIGKILL');
    await first.ended();
    await using second = start(['service', 'forwarder', '--config', 'second.ndjson.yaml'], folder);
    await expect.poll(behind, { timeout: 180_000, interval: 200 }).toBe(0);
    second.kill('SIGTERM');
    expect((await second.ended()).status).toBe(0);
  },
);
