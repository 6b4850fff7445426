/**
 * `gatewatch service forwarder` reads events from the log on Kafka by itself: each is told once in the ordinary case though it stands in
 * the partitions of two people, at least once over a kill, and never with the vendor's own bytes. GATEWATCH_AWAY_MS: how long a destination is away.
 */

import { randomUUID } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { kafkaBus, kafkaDefaults, partitionOf, topicNames, topicPlans } from '@gatewatch/bus';
import type { IdentityEvent } from '@gatewatch/domain';
import { createBusSink, personKeys } from '@gatewatch/engine';
import { person, signIn } from '@gatewatch/testing';
import { afterAll, expect, inject, test } from 'vitest';
import { listening } from './listening.ts';
import { start } from './started.ts';

const kafka = inject('kafka');
const redis = inject('redis');
const folder = mkdtempSync(join(tmpdir(), 'gatewatch-events-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const partitions = 4;
const secret = 'what the vendor wrote';
const awayMs = Number(process.env.GATEWATCH_AWAY_MS ?? 12_000);
const patience = { timeout: 240_000, interval: 100 };

test.skipIf(kafka === null || redis === null)('events of the log reach a destination that asked for them', async () => {
  const prefix = `events-${randomUUID()}`;
  const names = topicNames(prefix);
  const sinks = ['first.ndjson', 'second.ndjson'];
  for (const sink of sinks)
    writeFileSync(
      join(folder, `${sink}.yaml`),
      `kafka: { brokers: ["${kafka}"], topicPrefix: ${prefix}, partitions: ${partitions}, replicas: 1, minInSync: 1 }
redis: { servers: ["${new URL(redis ?? '').host}"], prefix: ${prefix} }
http: { port: 0 }
destinations: { archive: { type: file, path: ${sink}, alerts: false, events: true } }
`,
    );
  await using bus = await kafkaBus({ ...kafkaDefaults, brokers: [kafka ?? ''] });
  const retention = { lanes: 3_600_000, alerts: 3_600_000, quarantine: 3_600_000 };
  await bus.ensureTopics(topicPlans({ topicPrefix: prefix, partitions, replicas: 1, minInSync: 1, retention }));
  const lanes = [{ topic: names.lane('person'), partitions, keys: personKeys, all: true }];
  await using sink = createBusSink({ bus, lanes, quarantineTopic: names.quarantine, partitionOf, sendRaw: true });
  /** Of one person, of two, and of nobody, in turn. */
  const events = (from: number, to: number): readonly IdentityEvent[] =>
    Array.from({ length: to - from }, (_, i) => {
      const event = signIn({ at: '1 08:00', recordId: `e${from + i}`, who: `person${(from + i) % 40}` });
      const target = i % 3 === 1 ? person(`person${(from + i + 7) % 40}`) : null;
      return { ...event, target, actor: i % 3 === 2 ? null : event.actor };
    });
  const publish = async (from: number, to: number) => {
    const items = events(from, to).map((event) => ({
      record: { type: 'event', at: Date.now(), event } as const,
      raw: () => secret,
    }));
    await sink.append(items, []);
  };
  const texts = () => sinks.map((one) => (existsSync(join(folder, one)) ? readFileSync(join(folder, one), 'utf8') : ''));
  const told = (): readonly string[] =>
    texts()
      .flatMap((text) => text.split('\n').slice(0, -1))
      .map((line) => JSON.parse(line).event.id);

  await publish(0, 300);
  await using first = start(['service', 'forwarder', '--config', 'first.ndjson.yaml'], folder);
  await expect.poll(() => new Set(told()).size, patience).toBe(300);
  expect(told().length).toBe(300);
  await publish(300, 600);
  await expect.poll(() => told().length, patience).toBeGreaterThan(300);
  first.kill('SIGKILL');
  await first.ended();
  await publish(600, 700);
  await using second = start(['service', 'forwarder', '--config', 'second.ndjson.yaml'], folder);
  await expect.poll(() => new Set(told()).size, patience).toBe(700);
  expect(new Set(told())).toEqual(new Set(events(0, 700).map(({ recordId }) => recordId)));
  expect(texts().join('')).not.toContain(secret);
  second.kill('SIGTERM');
  expect((await second.ended()).status).toBe(0);
});

test.skipIf(kafka === null || redis === null)(
  'a destination that is away longer than a session of the group loses nothing',
  async () => {
    const prefix = `away-${randomUUID()}`;
    const names = topicNames(prefix);
    let away = true;
    let asked = 0;
    const told: string[] = [];
    await using hook = await listening((id) => {
      asked++;
      if (away) return 503;
      told.push(id);
      return 204;
    });
    writeFileSync(
      join(folder, 'away.yaml'),
      `kafka: { brokers: ["${kafka}"], topicPrefix: ${prefix}, partitions: ${partitions}, replicas: 1, minInSync: 1 }
redis: { servers: ["${new URL(redis ?? '').host}"], prefix: ${prefix} }
http: { port: 0 }
destinations:
  hook: { type: webhook, url: "${hook.url}", secrets: ["\${HOOK}"], allow: [127.0.0.0/8], insecure: true, alerts: false,
          events: true, perSecond: 1000 }
`,
    );
    await using bus = await kafkaBus({ ...kafkaDefaults, brokers: [kafka ?? ''] });
    const retention = { lanes: 3_600_000, alerts: 3_600_000, quarantine: 3_600_000 };
    await bus.ensureTopics(topicPlans({ topicPrefix: prefix, partitions, replicas: 1, minInSync: 1, retention }));
    const lanes = [{ topic: names.lane('person'), partitions, keys: personKeys, all: true }];
    await using sink = createBusSink({ bus, lanes, quarantineTopic: names.quarantine, partitionOf, sendRaw: false });
    const records = Array.from({ length: 40 }, (_, i) => signIn({ at: '1 08:00', recordId: `e${i}`, who: `person${i}` }));
    await sink.append(
      records.map((event) => ({ record: { type: 'event', at: Date.now(), event } as const, raw: null })),
      [],
    );
    const environment = { HOOK: `whsec_${Buffer.alloc(32, 9).toString('base64')}` };
    await using service = start(['service', 'forwarder', '--config', 'away.yaml'], folder, environment);
    await expect.poll(() => asked, patience).toBeGreaterThan(0);
    await pause(awayMs);
    away = false;
    const known = () => new Set(told.map((id) => id.split('.')[0]));
    await expect.poll(() => known().size, patience).toBe(40);
    service.kill('SIGTERM');
    expect((await service.ended()).status).toBe(0);
  },
);
