/** `gatewatch service ingestor-google` as a process: the Reports API over HTTP in, alerts on Kafka out, over real Kafka and Redis. */

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { kafkaBus, kafkaDefaults, topicNames } from '@gatewatch/bus';
import { type Alert, hourMs, secondMs } from '@gatewatch/domain';
import { alertIn, eventIn } from '@gatewatch/engine';
import { recorded, reportsServer } from '@gatewatch/testing';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { readAll } from '../streams/read-all.ts';
import { until } from '../streams/until.ts';
import { gatewatch } from './running.ts';
import { type Started, start } from './started.ts';

const kafka = inject('kafka');
const redis = inject('redis');
const delegate = 'reports@example.com';
// A line of Oslo, and one of Lagos, by the city data that come with the package.
const [oslo, lagos] = ['81.191.4.4', '41.184.20.1'];

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'gatewatch-google-service-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const login = (id: number, time: number, email: string, ip: string) => {
  const of = recorded({ application: 'login', id, time, email });
  return { ...of, text: of.text.replace('203.0.113.7', ip) };
};

test.skipIf(kafka === null || redis === null)(
  'what Google lists is judged once, before and after a stop, and the past only teaches',
  async () => {
    const now = Date.now();
    const past = [
      login(1, now - 5 * hourMs, 'bo@example.com', oslo),
      login(2, now - 5 * hourMs + 60 * secondMs, 'bo@example.com', lagos), // as far apart, and no alert: it was before the first start
      login(3, now - 3 * hourMs, 'ada@example.com', oslo),
    ];
    await using google = await reportsServer({ now: Date.now, delegate, records: { login: past } });
    await google.account.write(join(folder, 'key.json'), google.tokenUrl);
    const prefix = `google-${process.pid}-${now}`;
    writeFileSync(
      join(folder, 'gatewatch.yaml'),
      `tenants: [{ id: example, google: [C01abcdef] }]
sources:
  google:
    - { name: workspace, tenant: example, delegate: ${delegate}, keyFile: key.json, applications: [login], every: 10s, settle: 1s, backfill: 1d, api: "${google.endpoints.api}" }
kafka: { brokers: ["${kafka}"], topicPrefix: "${prefix}", partitions: 3, replicas: 1, minInSync: 1 }
redis: { servers: ["${redis?.replace('redis://', '')}"], prefix: "${prefix}" }
http: { port: 0 }
`,
    );
    const asked = ['--config', 'gatewatch.yaml'];
    const tested = await gatewatch(['source', 'test', 'workspace', ...asked], { cwd: folder });
    expect([tested.status, tested.stdout]).toEqual([
      0,
      expect.stringMatching(/ok .*Token by the key file.*ok .*Report login: answers/s),
    ]);
    expect((await gatewatch(['setup', 'topics', ...asked], { cwd: folder })).status).toBe(0);

    await using bus = await kafkaBus({ ...kafkaDefaults, brokers: [kafka ?? ''] });
    const logged = async () =>
      (await readAll(bus, topicNames(prefix).lane('person'))).flatMap((message) => eventIn(message) ?? []);
    const told = async (): Promise<readonly Alert[]> =>
      (await readAll(bus, topicNames(prefix).alerts))
        .flatMap((message) => alertIn(message) ?? [])
        .filter(({ detector }) => detector.id !== 'monitor-health');
    await using detector = start(['service', 'detector', ...asked], folder);
    {
      await using first = start(['service', 'ingestor-google', ...asked], folder);
      await until(async () => (await logged()).length === past.length);
      const url = await urlOf(first);
      await until(async () => (await fetch(`${url}/readyz`)).status === 200);
      expect(await (await fetch(`${url}/readyz`)).text()).toMatch(/ok {2}workspace\/login/);
      const later = Date.now();
      google.records('login').add([login(4, later, 'ada@example.com', oslo)]);
      await until(async () => (await logged()).length === past.length + 1);
      first.kill('SIGTERM');
      expect(await first.ended()).toEqual({ status: 0, signal: null });
    }
    google.records('login').add([login(5, Date.now(), 'ada@example.com', lagos)]);
    await using second = start(['service', 'ingestor-google', ...asked], folder);
    await until(async () => (await told()).length > 0);
    const alerts = await told();
    expect(new Set(alerts.map(({ detector: { id }, subject }) => `${id} ${subject.key}`))).toEqual(
      new Set(['impossible-travel ada@example.com']),
    );
    // Windows overlap, and what was listed before is listed again: each record is in the log once.
    const ids = (await logged()).map(({ recordId }) => recordId);
    expect([ids.length, new Set(ids).size]).toEqual([past.length + 2, past.length + 2]);
    for (const service of [second, detector]) {
      service.kill('SIGTERM');
      expect(await service.ended()).toEqual({ status: 0, signal: null });
      expect(service.stderr.join('\n')).not.toMatch(/PRIVATE KEY|Bearer/);
    }
  },
);

/** Where it tells of itself, out of its log. */
async function urlOf(service: Started): Promise<string> {
  return /http:[^"\s]+/.exec(await service.line((line) => line.includes('Health and metrics')))?.[0] ?? '';
}
