/**
 * The distributed path against the bare one, in one run over the same messages: consume, judge, publish and commit (Kafka, Redis)
 * beside consume, produce and commit by the same client. Then the time from a decisive record to its alert at 70 % load, and two
 * detecting processes against one. Usage: node test/bench/kafka-path.ts [--people 300] [--rounds 3] [--client kafkajs] [--json FILE]
 */

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { kafkaBus, kafkaDefaults, topicNames, topicPlans } from '@gatewatch/bus';
import { openRedis, redisDefaults } from '@gatewatch/ledger';
import { configFile } from '../faults/stream/world.ts';
import { startKafka } from '../servers/kafka.ts';
import { startRedis } from '../servers/redis.ts';
import { openOrganisation } from '../streams/organisation.ts';
import { entraInput } from './input.ts';
import { alertDelays } from './kafka-delays.ts';
import { bareLoop, detectorLoop, fillLog, type LoopRun, partitions } from './kafka-loops.ts';
import { processesAgainst } from './kafka-processes.ts';
import { quantile } from './measure.ts';

const { values } = parseArgs({
  options: {
    people: { type: 'string', default: '300' },
    rounds: { type: 'string', default: '3' },
    client: { type: 'string', default: 'kafkajs' },
    json: { type: 'string' },
  },
});
const client = values.client === 'platformatic' ? 'platformatic' : 'kafkajs';
const folder = mkdtempSync(join(tmpdir(), 'gatewatch-bench-'));
await using stack = new AsyncDisposableStack();
stack.defer(() => rmSync(folder, { recursive: true, force: true }));
const kafka = stack.use(await startKafka(join(folder, 'kafka')));
const redis = stack.use(await startRedis(join(folder, 'redis')));
const host = new URL(redis.url).host;
const bus = stack.use(await kafkaBus({ ...kafkaDefaults, client, brokers: [kafka.address] }));
const organisation = stack.use(await openOrganisation());
const store = (prefix: string) => openRedis({ ...redisDefaults, servers: [host], prefix }, { warn() {} });
const retention = { lanes: 86_400_000, alerts: 86_400_000, quarantine: 86_400_000 };
const plans = { partitions, replicas: 1, minInSync: 1, retention };
await bus.ensureTopics(topicPlans({ topicPrefix: 'bench', ...plans }));
await bus.ensureTopics(topicPlans({ topicPrefix: 'bare', ...plans }));
writeFileSync(join(folder, configFile), '');

const input = entraInput(Number(values.people));
const filling = await store('fill');
const ingested = await fillLog(bus, organisation, filling, input, topicNames('bench'));
await filling[Symbol.asyncDispose]();
const messages = (await bus.ends(topicNames('bench').lane('person'))).reduce((sum, end) => sum + end, 0);
process.stdout.write(
  `${messages} messages on ${partitions} partitions, client ${client}, load ${loadavg()[0]?.toFixed(1)}; ingested at ${said(ingested)}\n`,
);

const bare: LoopRun[] = [];
const full: LoopRun[] = [];
for (let round = -1; round < Number(values.rounds); round++) {
  const one = await bareLoop(bus, topicNames('bench').lane('person'), topicNames('bare').lane('person'), messages);
  await using ledgerStore = await store(`round-${round}`);
  const other = await detectorLoop(bus, ledgerStore, organisation, 'bench', messages);
  if (round < 0) continue; // compiles
  bare.push(one);
  full.push(other);
  process.stdout.write(`round ${round}: bare ${said(one)}, detector ${said(other)}\n`);
}
const ratio = (of: (run: LoopRun) => number): number =>
  quantile(
    full.map((run, i) => of(bare[i] ?? run) / of(run)),
    0.5,
  );
const rate = quantile(
  full.map(({ messages: count, wall }) => count / wall),
  0.5,
);
await using delayStore = await store('delays');
const delays = await alertDelays(bus, delayStore, organisation, rate * 0.7);
const processes = await processesAgainst({ kafka: kafka.address, redis: host, prefix: 'bench', partitions, folder }, messages);
const result = {
  client,
  messages,
  load: loadavg()[0],
  ingestMicroseconds: perMessage(ingested),
  bareMicroseconds: quantile(bare.map(perMessage), 0.5),
  detectorMicroseconds: quantile(full.map(perMessage), 0.5),
  shareOfBareByCpu: ratio(({ cpu }) => cpu),
  shareOfBareByWall: ratio(({ wall }) => wall),
  detectorRate: rate,
  delays,
  processes,
};
process.stdout.write(`${JSON.stringify(result, null, 2)}\n`);
if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(result)}\n`);

function perMessage({ cpu, messages: count }: LoopRun): number {
  return (cpu / count) * 1e6;
}
function said(run: LoopRun): string {
  return `${perMessage(run).toFixed(1)} µs CPU a message, ${Math.round(run.messages / run.wall)}/s`;
}
