/**
 * Two detecting processes against one by wall time, where each has a fixed share of a core of its own (core-share.ts): on a machine whose
 * few cores they share with the servers, nothing else says what a second one is worth. Two controls tell whether the shares bind and the
 * measure sees it: one process with twice the share must do twice as much, and two that share one share no more than one.
 *
 * A run: the processes join and judge the first messages without a limit, so that they are compiled and hold their partitions. Then they
 * are stopped, the counted messages sent, the shares set, and the time runs from their going on to the last commit of every partition.
 */

import { availableParallelism } from 'node:os';
import { partitionOf, type TopicNames } from '@gatewatch/bus';
import { type Bus, type BusRecord, secondMs } from '@gatewatch/domain';
import { createBusSink, createIntake, personKeys } from '@gatewatch/engine';
import { openRedis, redisDefaults, redisLedger, redisLinks } from '@gatewatch/ledger';
import { startChild } from '../faults/stream/child.ts';
import type { World } from '../faults/stream/world.ts';
import { marked, sendMark } from '../streams/mark.ts';
import type { Organisation } from '../streams/organisation.ts';
import { type CoreShare, coreShare } from './core-share.ts';
import { idleSeconds, secondsOf } from './processor.ts';

const settings = {
  one: { processes: 1, groups: 1, share: 1 },
  two: { processes: 2, groups: 2, share: 1 },
  'one with twice the share': { processes: 1, groups: 1, share: 2 },
  'two that share one share': { processes: 2, groups: 1, share: 1 },
} as const;

export type SettingName = keyof typeof settings;
const settingNames = ['one', 'two', 'one with twice the share', 'two that share one share'] as const;
export type ProcessesRuns = Readonly<Record<SettingName, readonly Running[]>>;

export interface Running {
  readonly messages: number;
  /** Seconds. */
  readonly wall: number;
  /** Cores that each process used. */
  readonly used: readonly number[];
  /** Of the machine's processors: what nobody used meanwhile. */
  readonly idle: number;
}

export interface ProcessesPlan {
  /** Without a prefix: each run has its own. */
  readonly world: Omit<World, 'prefix'>;
  readonly bus: Bus;
  readonly of: Organisation;
  /** Makes the topics. */
  readonly topics: (prefix: string) => Promise<TopicNames>;
  /** What the lane of persons gets, in its order. */
  readonly sends: readonly (readonly BusRecord[])[];
  /** Of one core. */
  readonly share: number;
  /** Hears of each run. */
  readonly tell: (name: SettingName, run: Running) => void;
}

/** Of the messages: those before are not counted. */
const warmShare = 0.25;
/** So long that a stopped process stays in its group. */
const sessionMs = 60 * secondMs;
let ran = 0;

/** Each setting in turn, round after round; null where no share of a core can be set. */
export async function processesInTurns(plan: ProcessesPlan, rounds: number): Promise<ProcessesRuns | null> {
  const runs: Record<SettingName, Running[]> = {
    one: [],
    two: [],
    'one with twice the share': [],
    'two that share one share': [],
  };
  for (let round = 0; round < rounds; round++)
    for (const name of settingNames) {
      const run = await processesRun(plan, name);
      if (run === null) return null;
      runs[name].push(run);
      plan.tell(name, run);
    }
  return runs;
}

/** Null where no share of a core can be set. */
async function processesRun(plan: ProcessesPlan, name: SettingName): Promise<Running | null> {
  const { processes, groups, share } = settings[name];
  using shares = new DisposableStack();
  const held: CoreShare[] = [];
  for (let i = 0; i < groups; i++) {
    const one = coreShare(plan.share * share);
    if (one === null) return null;
    held.push(shares.use(one));
  }
  const world: World = { ...plan.world, prefix: `processes-${ran++}`, sessionMs };
  const topics = await plan.topics(world.prefix);
  const lane = topics.lane('person');
  await using store = await openRedis({ ...redisDefaults, servers: [world.redis], prefix: world.prefix }, { warn() {} });
  const ledger = redisLedger(store);
  const lanes = [{ topic: lane, partitions: world.partitions, keys: personKeys, all: true }];
  const sink = createBusSink({ bus: plan.bus, lanes, quarantineTopic: topics.quarantine, partitionOf, sendRaw: false });
  await using intake = createIntake({ ...plan.of, links: redisLinks(store), sink, writer: 'marks' });
  await using producer = await plan.bus.producer();
  const children = Array.from({ length: processes }, (_, i) =>
    startChild(`detector ${i}`, 'detector.ts', [JSON.stringify(world), '']),
  );
  const pids = children.flatMap(({ pid }) => pid ?? []);
  const signal = (which: NodeJS.Signals) => {
    for (const child of children) child.signal(which);
  };
  const send = async (sends: ProcessesPlan['sends'], mark: string) => {
    for (const records of sends) await producer.send(lane, records);
    await sendMark(intake, mark);
  };
  const ended = Promise.race(children.map((child) => child.ended)); // rejects with what a process says of its failure
  const committed = (mark: string) => Promise.race([marked(ledger, world.partitions, mark), ended]);
  await Promise.all(children.map(({ ready }) => ready));
  const warm = Math.floor(plan.sends.length * warmShare);
  await send(plan.sends.slice(0, warm), 'warm');
  await committed('warm');

  signal('SIGSTOP');
  await send(plan.sends.slice(warm), 'the end');
  for (const [i, pid] of pids.entries()) held[i % held.length]?.hold(pid);
  const before = pids.map(secondsOf);
  const idle = idleSeconds();
  const begun = performance.now();
  signal('SIGCONT');
  await committed('the end');
  const wall = (performance.now() - begun) / 1000;
  const unused = idleSeconds() - idle;
  const used = pids.map((pid, i) => (secondsOf(pid) - (before[i] ?? 0)) / wall);

  signal('SIGTERM');
  await Promise.all(children.map(({ ended }) => ended));
  const messages = plan.sends.slice(warm).reduce((sum, { length }) => sum + length, 0);
  return { messages, wall, used, idle: unused / (wall * availableParallelism()) };
}
