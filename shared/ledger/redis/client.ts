/** The client of Redis and Redis Cluster. The only file that knows which one it is. */

import { createRequire } from 'node:module';
import type { Cluster, Redis, RedisOptions } from 'ioredis';
import type { RedisSettings } from './settings.ts';

export type Argument = string | number;

export interface RedisClient {
  call(command: string, ...args: readonly Argument[]): Promise<unknown>;
  /** On every primary, in turn. */
  everywhere(command: string, ...args: readonly Argument[]): Promise<readonly unknown[]>;
  /** What the connection said last of itself since it was ready; null: nothing. */
  readonly last: unknown;
  close(): void;
}

export function createClient(settings: RedisSettings): RedisClient {
  const client = connect(settings, optionsOf(settings));
  let last: unknown = null;
  client.on('error', (error: unknown) => {
    last = error;
  });
  client.on('ready', () => {
    last = null;
  });
  return {
    call: (command, ...args) => client.call(command, ...args),
    async everywhere(command, ...args) {
      const answers: unknown[] = [];
      const nodes = 'nodes' in client ? client.nodes('master') : [client];
      for (const node of nodes) answers.push(await node.call(command, ...args));
      return answers;
    },
    get last() {
      return last;
    },
    close: () => client.disconnect(),
  };
}

/** The client itself, for a library that brings its own commands; a command waits until the server is there. The caller closes it. */
export function redisClient(settings: RedisSettings): Redis | Cluster {
  return connect(settings, { ...optionsOf(settings), maxRetriesPerRequest: null });
}

function connect(settings: RedisSettings, options: Options): Redis | Cluster {
  const { Cluster, Redis } = library();
  const servers = settings.servers.map(placeOf);
  if (!settings.cluster) return new Redis({ ...options, ...servers[0] });
  return new Cluster(servers, {
    redisOptions: options,
    clusterRetryStrategy: pause,
    slotsRefreshTimeout: 5000,
    ...(settings.tls === false ? {} : { dnsLookup: (address, callback) => callback(null, address) }), // certificates are of names
  });
}

/** The client of a cluster does not say why no node answers: so each is asked by itself, until one does. Throws why the last did not. */
export async function askNodes(settings: RedisSettings): Promise<void> {
  const { Redis } = library();
  let why: unknown = null;
  for (const server of settings.servers) {
    const node = new Redis({ ...optionsOf(settings), ...placeOf(server), retryStrategy: null, maxRetriesPerRequest: 0 });
    node.on('error', (error: unknown) => {
      why = error;
    });
    try {
      await node.call('CLUSTER', 'INFO');
      return;
    } catch (error) {
      why ??= error;
    } finally {
      node.disconnect();
    }
  }
  throw why;
}

/** Loaded when somebody connects: most processes have no Redis, and it would be a good part of their start. */
function library(): typeof import('ioredis') {
  return createRequire(import.meta.url)('ioredis');
}

type Options = Omit<ReturnType<typeof optionsOf>, 'maxRetriesPerRequest'> & { readonly maxRetriesPerRequest: number | null };

/** One attempt is short and the client's own waiting shorter: how long is waited in all is decided by who calls. */
function optionsOf({ tls, username, password }: RedisSettings) {
  return {
    protocol: 2 as const,
    enableReadyCheck: false, // LOADING is an answer that is waited out with its name
    maxRetriesPerRequest: 1,
    connectTimeout: 5000,
    retryStrategy: pause,
    disableClientInfo: true,
    connectionName: 'gatewatch',
    username,
    password,
    ...(tls === false ? {} : { tls: tls === true ? {} : { ca: tls.ca, cert: tls.cert, key: tls.key } }),
  } satisfies RedisOptions;
}

/** Before attempt `times` to connect, ms. */
function pause(times: number): number {
  return Math.min(25 * 2 ** Math.min(times, 5), 500);
}

function placeOf(server: string): { readonly host: string; readonly port: number } {
  const colon = server.lastIndexOf(':');
  return { host: server.slice(0, colon).replace(/^\[|\]$/g, ''), port: Number(server.slice(colon + 1)) };
}
