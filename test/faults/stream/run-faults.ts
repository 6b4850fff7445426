/**
 * Load on, and everything that can fail fails: processes are killed at random moments and at every named point, stopped beyond the
 * time-out of their session, Kafka and Redis restarted under them. What came of it says the oracle.
 */

import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { partitionOf, topicPlans } from '@gatewatch/bus';
import { type CrashPoint, createBusSink, createIntake, personKeys } from '@gatewatch/engine';
import { redisLedger, redisLinks } from '@gatewatch/ledger';
import { startKafka } from '../../servers/kafka.ts';
import { startRedis } from '../../servers/redis.ts';
import { marked, sendMark } from '../../streams/mark.ts';
import { openOrganisation } from '../../streams/organisation.ts';
import { until } from '../../streams/until.ts';
import { type Child, startChild } from './child.ts';
import { draws } from './draws.ts';
import type { Verdict } from './oracle.ts';
import { type RawInput, writeRaw } from './raw-input.ts';
import { hurryFile, openServers, type Pace, sessionMs, topicsOf, type World } from './world.ts';

export interface FaultPlan {
  readonly seed: number;
  /** kill -9 at random moments. */
  readonly kills: number;
  /** Each kills a process once, where it says. */
  readonly points: readonly CrashPoint[];
  /** SIGSTOP beyond the session time-out, then SIGCONT. */
  readonly stops: number;
  /** Restarts of each server: in turn in order and by kill -9. */
  readonly restarts: number;
  readonly users: number;
  readonly days: number;
  /** A folder of its own; the caller removes it. */
  readonly folder: string;
  readonly tell: (line: string) => void;
}

export interface FaultsDone extends Verdict {
  readonly kills: number;
  readonly points: readonly CrashPoint[];
  readonly pointsReached: readonly CrashPoint[];
  /** Disturbances that met ingestors which still had something to hand over. */
  readonly underLoad: number;
}

const ingesting: readonly CrashPoint[] = ['after-links', 'after-publish', 'after-hand-over'];
const partitions = 6;
const hangsMs = 600_000;
/** What one takes on average, with its waiting. */
const disturbanceSeconds = 4;
/** After the last record: time for everything to come through. */
const idleMs = 30_000;

export async function runFaults(plan: FaultPlan): Promise<FaultsDone> {
  const { folder, tell } = plan;
  const draw = draws(plan.seed);
  mkdirSync(folder, { recursive: true });
  await using kafka = await startKafka(join(folder, 'kafka'));
  await using redis = await startRedis(join(folder, 'redis'), ['--appendfsync', 'always']); // what it acknowledged outlives a kill
  const raw = writeRaw(folder, plan);
  const world: World = {
    kafka: kafka.address,
    redis: new URL(redis.url).host,
    prefix: 'faults',
    partitions,
    folder,
    pace: paceOf(plan, raw),
  };
  await setUp(world, raw);
  tell(`${raw.lines} bodies of ${raw.records} records, seed ${plan.seed}`);

  const roles = new Map<string, Child>();
  const argument = JSON.stringify(world);
  const start = (role: string, crash = ''): Child => {
    const ingestor = role.startsWith('ingestor');
    const names = role.slice(role.indexOf(' ') + 1).split(',');
    const sources = raw.sources.filter(({ name }) => names.includes(name));
    const args = ingestor ? [argument, JSON.stringify(sources), crash] : [argument, crash];
    const child = startChild(role, ingestor ? 'ingestor.ts' : 'detector.ts', args);
    roles.set(role, child);
    return child;
  };
  const ingestors = raw.groups.map((names) => `ingestor ${names.join(',')}`);
  const detectors = ['detector 1', 'detector 2'];
  for (const role of [...ingestors, ...detectors]) start(role);
  const of = (role: string): Child => roles.get(role) ?? start(role);
  const unfinished = () => ingestors.filter((role) => !of(role).isDone());
  const killed = async (role: string): Promise<void> => {
    of(role).signal('SIGKILL');
    await of(role).ended;
    start(role);
  };

  const pointsReached: CrashPoint[] = [];
  let kills = 0;
  let underLoad = 0;
  const disturbances: (() => Promise<void>)[] = [];
  const named: (() => Promise<void>)[] = [];
  for (let i = 0; i < plan.kills; i++)
    disturbances.push(async () => {
      const candidates = [...unfinished(), ...detectors];
      await killed(candidates[Math.floor(draw() * candidates.length)] ?? 'detector 1');
      kills++;
    });
  for (const point of plan.points)
    named.push(async () => {
      const candidates = ingesting.includes(point) ? unfinished() : detectors;
      const role = candidates[Math.floor(draw() * candidates.length)];
      if (role === undefined) return;
      of(role).signal('SIGKILL');
      await of(role).ended;
      const child = start(role, `${point}:1`);
      const exhausted = until(() => !child.isRunning() || unfinished().length === 0, hangsMs).then(() => pause(idleMs, 'idle'));
      const how = await Promise.race([child.ended, exhausted]);
      if (how === 'idle') return; // nothing comes any more that would lead there
      if (how !== 'SIGKILL') throw new Error(`${point}: ${role} ended with ${how}`);
      pointsReached.push(point);
      kills++;
      start(role);
    });
  for (let i = 0; i < plan.stops; i++)
    disturbances.push(async () => {
      const role = detectors[i % detectors.length] ?? '';
      await of(role).ready;
      of(role).signal('SIGSTOP');
      await pause(sessionMs * 2);
      of(role).signal('SIGCONT');
    });
  for (let i = 0; i < plan.restarts; i++)
    for (const server of [kafka, redis])
      disturbances.push(async () => {
        await (i % 2 === 0 ? server.kill() : server.stop());
        await pause(500 + draw() * 1000);
        await server.start();
      });
  shuffle(named, draw);
  shuffle(disturbances, draw);
  // Named points first: while there is load, everything leads to them.
  for (const [index, disturb] of [...named, ...disturbances].entries()) {
    if (index % 3 === 0) await of(detectors[index % 2] ?? '').ready; // else it may die before it has begun
    await pause(draw() * 1500);
    if (unfinished().length > 0) underLoad++;
    await disturb();
    if (index % 10 === 9) tell(`${index + 1} of ${named.length + disturbances.length} disturbances`);
  }

  writeFileSync(join(folder, hurryFile), '');
  await Promise.all(ingestors.map((role) => of(role).ended));
  await settled(world);
  for (const role of detectors) of(role).signal('SIGTERM');
  await Promise.all(detectors.map((role) => of(role).ended));
  const verdict = await oracle(argument);
  return { ...verdict, kills, points: plan.points, pointsReached, underLoad };
}

/** The input lasts about as long as the disturbances. */
function paceOf({ points, kills, stops, restarts }: FaultPlan, { lines, calm }: RawInput): Pace {
  const disturbances = points.length + kills + stops + 2 * restarts;
  return { calm, began: Date.now(), rate: (lines - calm) / (disturbances * disturbanceSeconds) };
}

/** Topics, and the first tick of every source: none runs ahead of one that has not begun. */
async function setUp(world: World, raw: RawInput): Promise<void> {
  await withIntake(world, async (intake, bus) => {
    const retention = { lanes: 86_400_000, alerts: 86_400_000, quarantine: 86_400_000 };
    await bus.ensureTopics(topicPlans({ topicPrefix: world.prefix, partitions, replicas: 1, minInSync: 1, retention }));
    for (const source of raw.sources) await intake.progress(source, raw.begin);
  });
}

async function settled(world: World): Promise<void> {
  await withIntake(world, (intake) => sendMark(intake, 'the end'));
  const { bus, redis } = await openServers(world);
  await marked(redisLedger(redis), partitions, 'the end', hangsMs);
  await bus[Symbol.asyncDispose]();
  await redis[Symbol.asyncDispose]();
}

async function withIntake(
  world: World,
  use: (intake: ReturnType<typeof createIntake>, bus: Awaited<ReturnType<typeof openServers>>['bus']) => Promise<void>,
): Promise<void> {
  const { bus, redis } = await openServers(world);
  await using organisation = await openOrganisation();
  const topics = topicsOf(world);
  const lanes = [{ topic: topics.lane('person'), partitions, keys: personKeys, all: true }];
  const sink = createBusSink({ bus, lanes, quarantineTopic: topics.quarantine, partitionOf, sendRaw: false });
  await using intake = createIntake({ ...organisation, links: redisLinks(redis), sink, writer: 'supervisor' });
  await use(intake, bus);
  await intake[Symbol.asyncDispose]();
  await bus[Symbol.asyncDispose]();
  await redis[Symbol.asyncDispose]();
}

function oracle(argument: string): Promise<Verdict> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(import.meta.dirname, 'oracle.ts'), argument], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let text = '';
    child.stdout.on('data', (part) => {
      text += part;
    });
    child.once('error', reject);
    child.once('close', (code) => (code === 0 ? resolve(JSON.parse(text)) : reject(new Error(`the oracle ended with ${code}`))));
  });
}

function shuffle(all: unknown[], draw: () => number): void {
  for (let i = all.length - 1; i > 0; i--) {
    const other = Math.floor(draw() * (i + 1));
    [all[i], all[other]] = [all[other], all[i]];
  }
}
