/**
 * How fast the forwarder delivers to a local sink, against the floor of the same run: bare HTTP posts of the same bodies. The sink is a
 * process of its own, so its work is not counted. Usage: node test/bench/delivery.ts [--alerts N --rounds N].
 */

import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Alert, type Deliveries, type IdentityEvent, noVitals, type Parcel } from '@gatewatch/domain';
import { createForwarder, destinationTypes, openDestinations, queueSchedule, type Schedule } from '@gatewatch/forwarder';
import { memoryDeliveries, redisClient, redisDefaults, redisDeliveries, sqliteDeliveries } from '@gatewatch/ledger';
import { eventParcel, parcel, parcelAlert, signIn } from '@gatewatch/testing';
import { ownRedis } from '../faults/own-redis.ts';
import { Missing } from '../servers/missing.ts';
import { until } from '../streams/until.ts';
import { measure, quantile } from './measure.ts';

const { values } = parseArgs({
  options: { alerts: { type: 'string', default: '2000' }, rounds: { type: 'string', default: '3' } },
});
const count = Number(values.alerts);
const together = 4;
const eachPost = 100;
const folder = mkdtempSync(join(tmpdir(), 'gatewatch-bench-'));
const sink = await startSink();
const agent = new Agent({ keepAlive: true, maxSockets: together });
await using stack = new AsyncDisposableStack();
stack.defer(() => {
  agent.destroy();
  sink.child.kill();
  rmSync(folder, { recursive: true, force: true });
});

const alerts: readonly Alert[] = Array.from({ length: count }, (_, i) => ({ ...parcelAlert, id: `alert-${i}` }));
const events: readonly IdentityEvent[] = Array.from({ length: count * 5 }, (_, i) =>
  signIn({ at: '1 08:00', recordId: `e${i}`, tenant: 'example' }),
);
const common = { allow: ['127.0.0.0/8'], insecure: true, perSecond: 10_000, concurrency: together };
const secret = `whsec_${Buffer.alloc(32, 9).toString('base64')}`;
const webhook = { ...common, type: 'webhook', url: sink.url, secrets: [secret] };
const splunk = { ...common, type: 'splunk', url: sink.url, token: 'bench', events: true };
const bodies = alerts.map((alert) => bodyOf('webhook', webhook, [parcel(alert)]));
const batches = inParts(alerts.map((alert) => parcel(alert)));
const eventBatches = inParts(events.map(eventParcel));

let serial = 0;
const redis = await ownRedis().catch((error: unknown) => {
  if (error instanceof Missing) return null;
  throw error;
});
if (redis !== null) stack.use(redis);

await report(`${count} alerts, one a call (webhook)`, count, [
  ['bare posts', () => posts(bodies)],
  ['outbox in memory', () => delivered(webhook, memoryDeliveries())],
  ['outbox in SQLite', async () => delivered(webhook, sqliteDeliveries(join(folder, `${serial++}.db`)))],
  ...(redis === null ? [] : [['outbox in Redis, BullMQ', () => overRedis(webhook)] as const]),
]);
await report(`${count} alerts, up to ${eachPost} a call (Splunk HEC)`, count, [
  ['bare posts', () => posts(batches)],
  ['outbox in memory', () => delivered(splunk, memoryDeliveries())],
  ['outbox in SQLite', async () => delivered(splunk, sqliteDeliveries(join(folder, `${serial++}.db`)))],
  ...(redis === null ? [] : [['outbox in Redis, BullMQ', () => overRedis(splunk)] as const]),
]);
await report(`${events.length} events, up to ${eachPost} a call (Splunk HEC)`, events.length, [
  ['bare posts', () => posts(eventBatches)],
  ['from a log', () => sentEvents()],
]);

type Turn = readonly [name: string, turn: () => Promise<unknown>];

async function report(what: string, each: number, turns: readonly Turn[]): Promise<void> {
  const timed = await measure(
    turns.map(([, turn]) => turn),
    Number(values.rounds),
  );
  process.stdout.write(`${what}\n`);
  for (const [i, [name]] of turns.entries()) {
    const one = timed[i];
    if (one === undefined) continue;
    const [ratio, cpu, wall] = [one.ratios, one.cpu, one.wall].map((all) => quantile(all, 0.5)) as [number, number, number];
    const figures = [
      `${ratio.toFixed(2)} x floor`,
      `${((cpu / each) * 1e6).toFixed(0)} µs CPU each`,
      `${Math.round(each / wall)} a second`,
    ];
    process.stdout.write(`  ${name.padEnd(24)} ${figures.map((figure) => figure.padStart(18)).join('')}\n`);
  }
}

/** From what is published to nothing being owed any more. */
async function delivered(options: Options, deliveries: Deliveries, schedule?: Schedule): Promise<void> {
  const destinations = await openDestinations({ sink: options }, (path) => path);
  const forwarder = createForwarder({
    destinations,
    deliveries,
    vitals: noVitals,
    ...(schedule === undefined ? {} : { schedule }),
  });
  const stopping = new AbortController();
  const running = forwarder.run(stopping.signal);
  for (let from = 0; from < alerts.length; from += eachPost)
    await forwarder.accept({ partition: 'p', position: from + eachPost, alerts: alerts.slice(from, from + eachPost) });
  await until(async () => (await deliveries.next('sink')) === null);
  stopping.abort();
  await running;
  await deliveries[Symbol.asyncDispose]();
  for (const { destination } of destinations) await destination[Symbol.asyncDispose]();
}

async function overRedis(options: Options): Promise<void> {
  if (redis === null) return;
  const prefix = `bench-${serial++}`;
  const { store } = await redis.open({ prefix });
  const client = redisClient({ ...redisDefaults, servers: [redis.host] });
  const connection = { client, close: () => client.disconnect() };
  await using schedule = await queueSchedule({ connection, prefix, vitals: noVitals });
  await delivered(options, redisDeliveries(store), schedule);
}

async function sentEvents(): Promise<void> {
  const destinations = await openDestinations({ sink: splunk }, (path) => path);
  const forwarder = createForwarder({ destinations, deliveries: memoryDeliveries(), vitals: noVitals });
  const page = eachPost * together;
  for (let from = 0; from < events.length; from += page)
    await forwarder.events
      .get('sink')
      ?.take({ partition: 'p', position: from + page, events: events.slice(from, from + page) }, new AbortController().signal);
  for (const { destination } of destinations) await destination[Symbol.asyncDispose]();
}

type Options = Readonly<Record<string, unknown>>;

/** What the destination itself writes. */
function bodyOf(
  type: string,
  { allow: _a, insecure: _i, perSecond: _p, concurrency: _c, type: _t, events: _e, ...own }: Options,
  of: readonly Parcel[],
): string {
  const kind = destinationTypes.find((one) => one.type === type);
  return kind?.sample(kind.options.parse(own), of) ?? '';
}

function inParts(all: readonly Parcel[]): readonly string[] {
  const parts: string[] = [];
  for (let from = 0; from < all.length; from += eachPost) parts.push(bodyOf('splunk', splunk, all.slice(from, from + eachPost)));
  return parts;
}

/** The floor: the same bytes over connections that stay open, as many at once. */
async function posts(all: readonly string[]): Promise<void> {
  let next = 0;
  const worker = async () => {
    for (let body = all[next++]; body !== undefined; body = all[next++]) await post(body);
  };
  await Promise.all(Array.from({ length: together }, worker));
}

function post(body: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const sent = request(sink.url, { method: 'POST', agent, headers: { 'content-type': 'application/json' } }, (response) => {
      response.resume().once('end', () => resolve());
    });
    sent.once('error', reject).end(body);
  });
}

/** Says that it took what comes, as Splunk does. */
async function startSink(): Promise<{ readonly url: string; readonly child: ChildProcess }> {
  const program = `const { createServer } = require('node:http');
const server = createServer((request, response) => {
  request.resume().once('end', () => response.writeHead(200, { 'content-type': 'application/json' }).end('{"text":"Success","code":0}'));
});
server.listen(0, '127.0.0.1', () => console.log(server.address().port));`;
  const child = spawn(process.execPath, ['--eval', program], { stdio: ['ignore', 'pipe', 'inherit'] });
  const port = await new Promise<string>((resolve) => child.stdout?.once('data', (text) => resolve(String(text).trim())));
  return { url: `http://127.0.0.1:${port}/`, child };
}
