/**
 * Conservation of what is owed (three destinations, a simulated month): one flaps and rejects some alerts for ever, one is away for an
 * hour, one answers 429. Two forwarders over real Kafka and Redis are killed again and again; Redis is killed and started again, and
 * emptied of its queues. Then the newest revision of every alert was delivered at least once, or is dead with its reason, or was
 * taken back before anybody was told.
 *
 * The clock is compressed: the month is published as fast as its share of the kills lets it, and the hour lasts `hourMs`.
 */

import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { kafkaBus, kafkaDefaults, topicNames, topicPlans } from '@gatewatch/bus';
import type { Alert, Delivery } from '@gatewatch/domain';
import { alertMessage } from '@gatewatch/engine';
import { openRedis, redisDefaults, redisDeliveries } from '@gatewatch/ledger';
import { type Started, start } from '../../integration/started.ts';
import { startKafka } from '../../servers/kafka.ts';
import { startRedis } from '../../servers/redis.ts';
import { until } from '../../streams/until.ts';
import { draws } from '../stream/draws.ts';
import { monthOfAlerts } from './month-of-alerts.ts';
import { type Mood, type Receiver, startReceiver } from './receiver.ts';

export interface DeliveryFaultPlan {
  readonly seed: number;
  /** kill -9 of a forwarder. */
  readonly kills: number;
  readonly users: number;
  readonly days: number;
  /** How long the hour lasts, ms. */
  readonly hourMs: number;
  /** A folder of its own; the caller removes it. */
  readonly folder: string;
  readonly tell: (line: string) => void;
}

/** What became of the alerts at one destination. */
export interface Conserved {
  readonly destination: string;
  readonly alerts: number;
  readonly delivered: number;
  /** Dead with their reasons, by reason. */
  readonly dead: Readonly<Record<string, number>>;
  /** Taken back before anybody was told. */
  readonly spared: number;
  /** Neither: must be 0. */
  readonly lost: number;
  /** Revisions that were taken after a newer one of the same alert: must be 0. */
  readonly outOfOrder: number;
  /** Ids that nobody published: must be 0. */
  readonly unknown: number;
  /** Taken more than once, as at least once allows. */
  readonly repeats: number;
  readonly calls: number;
}

export interface DeliveryFaultsDone {
  readonly revisions: number;
  readonly kills: number;
  readonly destinations: readonly Conserved[];
}

const partitions = 4;
const hangsMs = 540_000;
const secret = `whsec_${Buffer.alloc(32, 9).toString('base64')}`;

export async function runDeliveryFaults(plan: DeliveryFaultPlan): Promise<DeliveryFaultsDone> {
  const { folder, tell } = plan;
  const draw = draws(plan.seed);
  mkdirSync(folder, { recursive: true });
  const revisions = await monthOfAlerts(plan.users, plan.days, plan.seed);
  tell(`${revisions.length} revisions of alerts in ${plan.days} days of ${plan.users} people, seed ${plan.seed}`);
  await using kafka = await startKafka(join(folder, 'kafka'));
  await using redis = await startRedis(join(folder, 'redis'), ['--appendfsync', 'always']); // what it acknowledged outlives a kill
  await using flapping = await startReceiver((id) => flaps(id, draw()));
  await using away = await startReceiver(() => 'take');
  await using limited = await startReceiver(() => (draw() < 0.3 ? 'later' : 'take'));
  const receivers: Readonly<Record<string, Receiver>> = { flapping, away, limited };

  const prefix = 'delivery';
  const host = new URL(redis.url).host;
  writeFileSync(join(folder, 'gatewatch.yaml'), configuration(kafka.address, host, prefix, receivers));
  await using bus = await kafkaBus({ ...kafkaDefaults, brokers: [kafka.address] });
  const retention = { lanes: 86_400_000, alerts: 86_400_000, quarantine: 86_400_000 };
  await bus.ensureTopics(topicPlans({ topicPrefix: prefix, partitions, replicas: 1, minInSync: 1, retention }));
  await using producer = await bus.producer();
  const topic = topicNames(prefix).alerts;
  const publish = (alerts: readonly Alert[]) => producer.send(topic, alerts.map(alertMessage));

  const environment = { HOOK: secret };
  const forwarder = () => start(['service', 'forwarder', '--config', 'gatewatch.yaml'], folder, environment);
  const running: Started[] = [forwarder(), forwarder()];
  await using store = await openRedis({ ...redisDefaults, servers: [host], prefix }, { warn() {} });
  const deliveries = redisDeliveries(store);
  let comes = Promise.resolve();
  try {
    let published = 0;
    for (let kill = 0; kill < plan.kills; kill++) {
      const share = Math.ceil(((kill + 1) / plan.kills) * revisions.length);
      await publish(revisions.slice(published, share));
      published = share;
      if (kill === Math.floor(plan.kills / 4)) {
        await away.leave();
        comes = pause(plan.hourMs).then(() => away.come());
      }
      if (kill === Math.floor(plan.kills / 3)) {
        await redis.kill();
        await pause(500 + draw() * 1000);
        await redis.start();
      }
      if (kill === Math.floor((2 * plan.kills) / 3)) {
        const keys = (await store.everywhere('KEYS', `${prefix}:{wakes}:*`)).flat().map(String);
        if (keys.length > 0) await store.call('DEL', ...keys);
        tell(`${keys.length} keys of queues are gone`);
      }
      const which = Math.floor(draw() * running.length);
      await ready(running[which]);
      await pause(draw() * 3000);
      running[which]?.kill('SIGKILL');
      await running[which]?.ended();
      running[which] = forwarder();
      if (kill % 10 === 9) tell(`${kill + 1} of ${plan.kills} kills`);
    }
    await comes;
    const wanted = (await bus.ends(topic)).map((end, partition) => ({ name: `${topic} ${partition}`, end }));
    await until(async () => {
      for (const { name, end } of wanted) if ((await deliveries.position(name)) < end) return false;
      return !(await deliveries.counts()).some(({ state }) => state === 'pending');
    }, hangsMs);
    for (const one of running) one.kill('SIGTERM');
    for (const one of running) await one.ended();
  } finally {
    for (const one of running) await one[Symbol.asyncDispose]();
    await comes.catch(() => {});
  }
  const rows = await deliveries.list({ limit: Number.MAX_SAFE_INTEGER });
  const destinations = Object.entries(receivers).map(([name, receiver]) => conserved(name, revisions, receiver, rows));
  return { revisions: revisions.length, kills: plan.kills, destinations };
}

/** Dead before it was ready to do anything shows nothing. */
async function ready(one: Started | undefined): Promise<void> {
  await one?.line((line) => line.includes('Health and metrics'));
}

/** Some alerts are rejected whenever they come, so that there are dead letters. */
function flaps(id: string, chance: number): Mood {
  if (isRejected(id.slice(0, id.indexOf('.')))) return 'reject';
  if (chance < 0.15) return 'cut';
  if (chance < 0.25) return 'busy';
  return chance < 0.35 ? 'forget' : 'take';
}

function isRejected(alert: string): boolean {
  return (createHash('sha256').update(alert).digest()[0] ?? 0) < 24;
}

function configuration(kafka: string, redis: string, prefix: string, receivers: Readonly<Record<string, Receiver>>): string {
  const destinations = Object.entries(receivers).map(
    ([name, { url }]) =>
      `  ${name}: { type: webhook, url: "${url}", secrets: ["\${HOOK}"], allow: [127.0.0.0/8], insecure: true, coalesce: ${name === 'limited' ? '0s' : '1s'}, perSecond: 200 }`,
  );
  return `kafka: { brokers: ["${kafka}"], topicPrefix: ${prefix}, partitions: ${partitions}, replicas: 1, minInSync: 1 }
redis: { servers: ["${redis}"], prefix: ${prefix} }
http: { port: 0 }
detectors: { monitor-health: { enabled: false } }
destinations:
${destinations.join('\n')}
`;
}

function conserved(destination: string, revisions: readonly Alert[], receiver: Receiver, rows: readonly Delivery[]): Conserved {
  const newest = new Map(revisions.map((alert) => [alert.id, alert]));
  const row = new Map(rows.filter((one) => one.destination === destination).map((one) => [one.parcel.id, one]));
  const told = new Map<string, number>();
  let outOfOrder = 0;
  let unknown = 0;
  for (const id of receiver.taken) {
    const notice = id.lastIndexOf('.');
    const from = id.lastIndexOf('.', notice - 1);
    const alert = id.slice(0, from);
    const revision = Number(id.slice(from + 1, notice));
    if (!newest.has(alert)) unknown++;
    if (revision < (told.get(alert) ?? 0)) outOfOrder++;
    told.set(alert, Math.max(revision, told.get(alert) ?? 0));
  }
  const dead: Record<string, number> = {};
  let delivered = 0;
  let spared = 0;
  let lost = 0;
  for (const { id, revision, state } of newest.values()) {
    const known = row.get(id);
    if (known?.parcel.revision !== revision) lost++;
    else if (known.state === 'delivered' && told.get(id) === revision) delivered++;
    else if (known.state === 'dead' && known.lastError !== null)
      dead[known.lastError.code] = (dead[known.lastError.code] ?? 0) + 1;
    else if (known.state === 'spared' && state === 'withdrawn' && known.told === null) spared++;
    else lost++;
  }
  const repeats = receiver.taken.length - new Set(receiver.taken).size;
  return { destination, alerts: newest.size, delivered, dead, spared, lost, outOfOrder, unknown, repeats, calls: receiver.calls };
}
