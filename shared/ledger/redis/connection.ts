/** The connection to a Redis or a Redis Cluster that ledger, links and bookmarks share. The only file that knows the client. */

import { setTimeout as wait } from 'node:timers/promises';
import { LedgerUnavailable } from '@gatewatch/domain';
import { Cluster, Redis, type RedisOptions } from 'ioredis';
import { LedgerUnusable } from '../ledger-unusable.ts';
import { checkServer } from './check-server.ts';
import { faultOf } from './fault.ts';
import type { Script } from './script.ts';
import type { RedisSettings } from './settings.ts';

export type Argument = string | number;

export interface RedisStore extends AsyncDisposable {
  readonly prefix: string;
  /** Waits as long as the settings say for what may pass. Throws LedgerUnavailable, LedgerUnusable. Every call may be made twice. */
  call(command: string, ...args: readonly Argument[]): Promise<unknown>;
  /** The same for a script; it is loaded where the server does not know it. All keys carry one hash tag. */
  run(script: Script, keys: readonly string[], args: readonly Argument[]): Promise<unknown>;
  /** On every primary, in turn. */
  everywhere(command: string, ...args: readonly Argument[]): Promise<readonly unknown[]>;
}

export interface RedisListener {
  /** One sentence of what a person should mend though it works. */
  warn(sentence: string): void;
}

/** Refuses, with a sentence, a server that would lose what it holds. Throws LedgerUnusable, LedgerUnavailable. */
export async function openRedis(settings: RedisSettings, listener: RedisListener): Promise<RedisStore> {
  const where = `Redis at ${settings.servers.join(', ')}`;
  let last: unknown = null;
  const client = clientOf(settings);
  client.on('error', (error: unknown) => {
    last = error;
  });
  client.on('ready', () => {
    last = null;
  });

  async function patiently<T>(use: () => Promise<T>): Promise<T> {
    const until = performance.now() + settings.patience;
    for (let pause = 25; ; pause = Math.min(pause * 2, 1000)) {
      try {
        return await use();
      } catch (error) {
        const { later, phrase } = faultOf(error, last);
        if (!later) throw new LedgerUnusable(`${where} cannot be used: ${phrase}.`, error);
        if (performance.now() + pause > until) throw new LedgerUnavailable(`${where} cannot be used now: ${phrase}.`, error);
        await wait(pause);
      }
    }
  }

  const store: RedisStore = {
    prefix: settings.prefix,
    call: (command, ...args) => patiently(() => client.call(command, ...args)),
    run: (script, keys, args) => patiently(() => evaluate(client, script, [keys.length, ...keys, ...args])),
    everywhere: (command, ...args) =>
      patiently(async () => {
        const answers: unknown[] = [];
        const nodes = client instanceof Cluster ? client.nodes('master') : [client];
        for (const node of nodes) answers.push(await node.call(command, ...args));
        return answers;
      }),
    async [Symbol.asyncDispose]() {
      client.disconnect();
    },
  };
  try {
    await store.call('GET', `${settings.prefix}:form`); // reached, and in a cluster its nodes are known
    await checkServer(store, where, listener);
  } catch (error) {
    client.disconnect();
    throw error;
  }
  return store;
}

async function evaluate(client: Redis | Cluster, script: Script, args: readonly Argument[]): Promise<unknown> {
  try {
    return await client.call('EVALSHA', script.sha, ...args);
  } catch (error) {
    if (!(error instanceof Error) || !error.message.startsWith('NOSCRIPT')) throw error;
    return client.call('EVAL', script.lua, ...args);
  }
}

/** One attempt is short and the client's own waiting shorter: how long is waited in all is decided above. */
function clientOf(settings: RedisSettings): Redis | Cluster {
  const { tls, username, password } = settings;
  const options = {
    protocol: 2 as const,
    enableReadyCheck: false, // LOADING is an answer that is waited out above, with its name
    maxRetriesPerRequest: 1,
    commandTimeout: Math.max(1000, Math.min(10_000, settings.patience)),
    connectTimeout: 5000,
    retryStrategy: (times) => Math.min(25 * 2 ** Math.min(times, 5), 500),
    disableClientInfo: true,
    connectionName: 'gatewatch',
    username,
    password,
    ...(tls === false ? {} : { tls: tls === true ? {} : { ca: tls.ca, cert: tls.cert, key: tls.key } }),
  } satisfies RedisOptions;
  const servers = settings.servers.map((server) => {
    const colon = server.lastIndexOf(':');
    return { host: server.slice(0, colon).replace(/^\[|\]$/g, ''), port: Number(server.slice(colon + 1)) };
  });
  if (!settings.cluster) return new Redis({ ...options, ...servers[0] });
  return new Cluster(servers, {
    redisOptions: options,
    clusterRetryStrategy: (times) => Math.min(25 * 2 ** Math.min(times, 5), 500),
    slotsRefreshTimeout: 5000,
    ...(tls === false ? {} : { dnsLookup: (address, callback) => callback(null, address) }), // certificates are of names
  });
}
