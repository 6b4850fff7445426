/**
 * The distributed path against the bare one, in one run over the same messages: consume, judge, publish and commit (Kafka, Redis)
 * beside consume, produce and commit by the same client; reading, normalising and sending beside sending alone. Then the time from a
 * decisive record to its alert at 70 % load, and two detecting processes against one, each with a share of a core of its own.
 * Usage: node test/bench/kafka-path.ts [--people 2000] [--rounds 4] [--client kafkajs] [--only loops|ingest|delays|processes]
 *   [--share 0.35] [--json FILE]
 */

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { kafkaBus, kafkaDefaults, topicNames, topicPlans } from '@gatewatch/bus';
import type { BusRecord } from '@gatewatch/domain';
import { openRedis, redisDefaults } from '@gatewatch/ledger';
import { configFile } from '../faults/stream/world.ts';
import { startKafka } from '../servers/kafka.ts';
import { startRedis } from '../servers/redis.ts';
import { openOrganisation } from '../streams/organisation.ts';
import { entraInput } from './input.ts';
import { alertDelays } from './kafka-delays.ts';
import { bareLoop, bareProduceLoop, detectorLoop, ingestLoop, type LoopRun, partitions } from './kafka-loops.ts';
import { type ProcessesRuns, processesInTurns, type Running, type SettingName } from './kafka-processes.ts';
import { processesTable, runLine } from './kafka-processes-report.ts';
import { loopTable, shareOf, waitsLine } from './kafka-report.ts';
import { quantile } from './measure.ts';

const { values } = parseArgs({
  options: {
    people: { type: 'string', default: '2000' },
    rounds: { type: 'string', default: '4' },
    client: { type: 'string', default: 'kafkajs' },
    only: { type: 'string', multiple: true, default: ['loops', 'ingest', 'delays', 'processes'] },
    share: { type: 'string', default: '0.35' },
    json: { type: 'string' },
  },
});
const client = values.client === 'platformatic' ? 'platformatic' : 'kafkajs';
const asked = new Set(values.only);
const rounds = Number(values.rounds);
const folder = mkdtempSync(join(tmpdir(), 'gatewatch-bench-'));
await using stack = new AsyncDisposableStack();
stack.defer(() => rmSync(folder, { recursive: true, force: true }));
const kafka = stack.use(await startKafka(join(folder, 'kafka')));
const redis = stack.use(await startRedis(join(folder, 'redis')));
const host = new URL(redis.url).host;
const bus = stack.use(await kafkaBus({ ...kafkaDefaults, client, brokers: [kafka.address] }));
const organisation = stack.use(await openOrganisation());
const store = (prefix: string) => openRedis({ ...redisDefaults, servers: [host], prefix }, { warn() {} });
const topicsOf = async (topicPrefix: string) => {
  const retention = { lanes: 86_400_000, alerts: 86_400_000, quarantine: 86_400_000 };
  await bus.ensureTopics(topicPlans({ topicPrefix, partitions, replicas: 1, minInSync: 1, retention }));
  return topicNames(topicPrefix);
};
const say = (line: string): void => void process.stdout.write(`${line}\n`);
const log = await topicsOf('bench');
const bareTopic = (await topicsOf('bare')).lane('person');
writeFileSync(join(folder, configFile), '');

// A first round of each loop is not counted: it compiles.
const input = entraInput(Number(values.people));
const sends: (readonly BusRecord[])[] = [];
await using filling = await store('fill');
const cold = await ingestLoop({ bus, of: organisation, store: filling, topics: log }, input, (records) => sends.push(records));
const messages = (await bus.ends(log.lane('person'))).reduce((sum, end) => sum + end, 0);
say(
  `${input.records} records, ${messages} messages on ${partitions} partitions, client ${client}, load ${loadavg()[0]?.toFixed(1)}`,
);

const runs = { 'bare produce': [], ingest: [], 'bare loop': [], 'bare loop, 4 at once': [], detector: [] } as Record<
  string,
  LoopRun[]
>;
if (asked.has('ingest')) {
  for (let round = 0; round < rounds; round++) {
    const topics = await topicsOf(`ingest-${round}`);
    runs['bare produce']?.push(await bareProduceLoop(bus, bareTopic, sends, input.records));
    runs.ingest?.push(await ingestLoop({ bus, of: organisation, store: filling, topics }, input));
  }
}
if (!asked.has('processes')) sends.length = 0;
if (asked.has('loops')) {
  for (let round = -1; round < rounds; round++) {
    await using ledgerStore = await store(`round-${round}`);
    const from = log.lane('person');
    const one = await bareLoop(bus, from, bareTopic, messages);
    const four = await bareLoop(bus, from, bareTopic, messages, 4);
    const full = await detectorLoop(bus, ledgerStore, organisation, 'bench', messages);
    if (round < 0) continue;
    runs['bare loop']?.push(one);
    runs['bare loop, 4 at once']?.push(four);
    runs.detector?.push(full);
  }
}
say(loopTable(runs, cold));
const shares = {
  ingestOfBareByCpu: shareOf(runs['bare produce'], runs.ingest, ({ cpu }) => cpu),
  ingestOfBareByWall: shareOf(runs['bare produce'], runs.ingest, ({ wall }) => wall),
  detectorOfBareByCpu: shareOf(runs['bare loop'], runs.detector, ({ cpu }) => cpu),
  detectorOfBareByWall: shareOf(runs['bare loop'], runs.detector, ({ wall }) => wall),
  detectorOfBareAtOnceByWall: shareOf(runs['bare loop, 4 at once'], runs.detector, ({ wall }) => wall),
};
const percent = (share: number | null) => (share === null ? 'not measured' : `${Math.round(share * 100)} %`);
say(`detector of the bare loop, processor time: ${percent(shares.detectorOfBareByCpu)}`);
say(`detector of the bare loop, wall time:      ${percent(shares.detectorOfBareByWall)}`);
say(`detector of the bare loop 4 at once, wall: ${percent(shares.detectorOfBareAtOnceByWall)}`);
say(`ingest of bare produce, processor time:    ${percent(shares.ingestOfBareByCpu)}`);
say(`ingest of bare produce, wall time:         ${percent(shares.ingestOfBareByWall)}`);
for (const name of ['detector', 'ingest']) say(waitsLine(name, runs[name]?.at(-1)));

const rate = quantile(
  (runs.detector ?? []).map(({ messages: count, wall }) => count / wall),
  0.5,
);
let delays = null;
if (asked.has('delays') && rate > 0) {
  await using delayStore = await store('delays');
  delays = await alertDelays(bus, delayStore, organisation, rate * 0.7);
  say(
    `decisive record to alert at ${Math.round(rate * 0.7)}/s: p50 ${delays.p50} ms, p99 ${delays.p99} ms of ${delays.alerts} alerts`,
  );
}
let processes: ProcessesRuns | null = null;
if (asked.has('processes')) {
  const plan = {
    world: { kafka: kafka.address, redis: host, partitions, folder },
    bus,
    of: organisation,
    topics: topicsOf,
    sends,
    share: Number(values.share),
    tell: (name: SettingName, run: Running) => say(runLine(name, run)),
  };
  processes = await processesInTurns(plan, rounds);
  say(processesTable(processes, plan.share));
}
if (values.json !== undefined) {
  const result = { client, messages, load: loadavg()[0], runs, shares, delays, processes };
  writeFileSync(values.json, `${JSON.stringify(result)}\n`);
}
