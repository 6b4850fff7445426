/** What every process of a fault run is told, as JSON in its first argument, and how it opens the servers. */

import { kafkaBus, kafkaDefaults, topicNames } from '@gatewatch/bus';
import { type Bus, type LiveSource, noVitals } from '@gatewatch/domain';
import { type CrashHook, type CrashPoint, forEver, noCrash } from '@gatewatch/engine';
import { openRedis, type RedisStore, redisDefaults } from '@gatewatch/ledger';

export interface World {
  readonly kafka: string;
  /** host:port */
  readonly redis: string;
  readonly prefix: string;
  /** Milliseconds after which a member that is silent is out of its group, if not those of a fault run. */
  readonly sessionMs?: number;
  readonly partitions: number;
  /** Of ingesting processes; without it they read as fast as they can. */
  readonly pace?: Pace;
  /** Raw input, the configuration, and what processes leave for each other. */
  readonly folder: string;
}

/**
 * How fast the raw input is handed over: by one clock for all ingesting processes, as sources that are read live are. One that was away
 * makes up for it at once.
 */
export interface Pace {
  /** Lines that come at once: nobody is attacked in them. */
  readonly calm: number;
  /** Unix ms by the machine's clock. */
  readonly began: number;
  /** Lines a second, of all sources. */
  readonly rate: number;
}

/** One line of the raw input: a body of a source, and how far the source is read after it. */
export interface RawLine {
  readonly source: LiveSource;
  readonly position: number;
  readonly received: number;
  readonly text: string;
}

export const rawFile = 'raw.ndjson';
export const configFile = 'gatewatch.yaml';
/** While it is there, ingestors do not wait for their pace. */
export const hurryFile = 'hurry';

/** Of a fault run: so short that a run waits little for a killed member, and long enough for a busy machine. */
export const sessionMs = 4000;

export async function openServers(world: World): Promise<{ readonly bus: Bus; readonly redis: RedisStore }> {
  // A service waits for brokers that are away when it starts.
  const open = () => kafkaBus({ ...kafkaDefaults, brokers: [world.kafka], sessionMs: world.sessionMs ?? sessionMs });
  const bus = await forEver(open, { component: 'kafka', vitals: noVitals });
  const redis = await openRedis({ ...redisDefaults, servers: [world.redis], prefix: world.prefix }, { warn() {} });
  return { bus, redis };
}

export function worldOf(argument: string | undefined): World {
  return JSON.parse(argument ?? '{}');
}

export const topicsOf = (world: World) => topicNames(world.prefix);

/** `after-commit:3`: the process kills itself the third time that it comes there. */
export function crashOf(plan: string | undefined): CrashHook {
  if (plan === undefined || plan === '') return noCrash;
  const [point, times] = plan.split(':');
  let left = Number(times ?? 1);
  return (at: CrashPoint) => {
    if (at === point && --left === 0) process.kill(process.pid, 'SIGKILL');
  };
}
