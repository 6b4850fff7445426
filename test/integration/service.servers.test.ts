/** The distributed setting as processes: records of an Event Hub in, alerts on Kafka out, over real Kafka and Redis. */

import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { kafkaBus, kafkaSettingsOf, topicNames } from '@gatewatch/bus';
import type { Alert } from '@gatewatch/domain';
import { alertIn } from '@gatewatch/engine';
import { loadConfig } from '@gatewatch/runtime';
import { startEventHubs } from '@gatewatch/testing';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { readAll } from '../streams/read-all.ts';
import { until } from '../streams/until.ts';
import { gatewatch } from './running.ts';
import { type Started, start } from './started.ts';

const kafka = inject('kafka');
const redis = inject('redis');

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'gatewatch-service-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Bodies of the simulated organisation's hubs, in the order of their first records. */
function bodies(): readonly { readonly time: number; readonly text: string }[] {
  return ['entra-signin', 'entra-noninteractive', 'entra-audit']
    .flatMap((category) => readdirSync(join(folder, 'sim', category)).map((name) => join(folder, 'sim', category, name)))
    .flatMap((path) => readFileSync(path, 'utf8').trim().split('\n'))
    .map((text) => ({ time: Date.parse(JSON.parse(text).records[0].time), text }))
    .sort((a, b) => a.time - b.time);
}

/** Where it tells of itself, out of its log. */
async function urlOf(service: Started): Promise<string> {
  return /http:[^"\s]+/.exec(await service.line((line) => line.includes('Health and metrics')))?.[0] ?? '';
}

test.skipIf(kafka === null || redis === null)('an ingestor and a detector tell what a replay tells', async () => {
  const made = await gatewatch(['simulate', '--users', '20', '--days', '4', '--seed', '9', '--attacks', '60', '--out', 'sim'], {
    cwd: folder,
  });
  expect(made.status, made.stderr).toBe(0);
  const entra = ['sim/entra-signin', 'sim/entra-noninteractive', 'sim/entra-audit'];
  const judged = await gatewatch(['replay', ...entra, '--config', 'sim/gatewatch.yaml', '--out', 'replayed'], { cwd: folder });
  expect(judged.status, judged.stderr).toBe(0);

  await using hubs = await startEventHubs({ hubs: { signins: 1 }, groups: ['gatewatch'] });
  for (const { time, text } of bodies()) hubs.append('signins', 0, Buffer.from(text), time + 60_000);
  const prefix = `e2e-${process.pid}-${Date.now()}`;
  const config = `${readFileSync(join(folder, 'sim/gatewatch.yaml'), 'utf8')}
sources:
  eventHubs:
    - { name: entra, tenant: example, connectionString: "\${HUBS}", hubs: [signins], consumerGroup: gatewatch }
kafka: { brokers: ["${kafka}"], topicPrefix: "${prefix}", partitions: 3, replicas: 1, minInSync: 1 }
redis: { servers: ["${redis?.replace('redis://', '')}"], prefix: "${prefix}" }
http: { port: 0 }
detectors: { monitor-health: { options: { geoDays: 1 } } }
`;
  writeFileSync(join(folder, 'gatewatch.yaml'), config);
  const environment = { HUBS: hubs.connectionString };
  const asked = ['--config', 'gatewatch.yaml'];

  const tested = await gatewatch(['source', 'test', 'entra', ...asked], { cwd: folder, environment });
  expect([tested.status, tested.stdout]).toEqual([0, expect.stringContaining('ok')]);
  await using early = start(['service', 'detector', ...asked], folder, environment);
  expect((await early.ended()).status).toBe(2);
  expect(early.stderr.join('\n')).toMatch(new RegExp(`no topic ${prefix}.person: .*gatewatch setup topics`));
  const topics = await gatewatch(['setup', 'topics', ...asked], { cwd: folder, environment });
  expect(topics.status, topics.stderr).toBe(0);

  await using ingestor = start(['service', 'ingestor-azure', ...asked], folder, environment);
  await using detector = start(['service', 'detector', ...asked], folder, environment);
  const settings = await loadConfig(join(folder, 'gatewatch.yaml'), environment);
  if (settings.kafka === undefined) throw new Error('no kafka in the configuration');
  await using bus = await kafkaBus(kafkaSettingsOf(settings.kafka));
  const replayed: readonly Alert[] = readFileSync(join(folder, 'replayed/alerts.ndjson'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  const bounded = (all: readonly Alert[]) => all.flatMap(({ gaps, subject }) => (gaps.includes('bounded') ? [subject.key] : []));
  let told: readonly Alert[] = [];
  await until(async () => {
    told = (await readAll(bus, topicNames(prefix).alerts)).flatMap((message) => alertIn(message) ?? []);
    const left = new Set(bounded([...told, ...replayed]));
    // Each service watches itself, and says so on the same topic.
    const own = told.some(({ detector: { id } }) => id === 'monitor-health');
    return own && standing(replayed, left).every((line) => standing(told, left).includes(line));
  });
  const left = new Set(bounded([...told, ...replayed]));
  expect(standing(replayed, left).length).toBeGreaterThanOrEqual(2);
  expect(standing(told, left)).toEqual(standing(replayed, left));

  for (const service of [ingestor, detector]) {
    const at = await urlOf(service);
    const ready = await fetch(`${at}/readyz`);
    expect([ready.status, await ready.text()]).toEqual([200, expect.stringMatching(/ok {2}kafka: .*\nok {2}/)]);
    expect(await (await fetch(`${at}/metrics`)).text()).toContain('process_cpu_user_seconds_total');
    service.kill('SIGTERM');
    expect(await service.ended()).toEqual({ status: 0, signal: null });
    expect(service.stderr.join('\n')).not.toContain('SharedAccessKey=a2V5');
  }
});

/** What stands, without facts of arrival, of people whose state was never bounded. */
function standing(all: readonly Alert[], left: ReadonlySet<string>): readonly string[] {
  const newest = new Map<string, Alert>();
  for (const alert of all) if (alert.revision >= (newest.get(alert.id)?.revision ?? 0)) newest.set(alert.id, alert);
  return [...newest.values()]
    .filter(({ state, subject, detector }) => state !== 'withdrawn' && !left.has(subject.key) && detector.id !== 'monitor-health')
    .map(({ id, severity, explanation, findings, facts }) => JSON.stringify({ id, severity, explanation, findings, facts }))
    .sort();
}
