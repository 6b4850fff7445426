/** The connection that ledger, links and bookmarks share: what may pass is waited for, what may not is one sentence. */

import { setTimeout as wait } from 'node:timers/promises';
import { LedgerUnavailable } from '@gatewatch/domain';
import { LedgerUnusable } from '../ledger-unusable.ts';
import { checkServer } from './check-server.ts';
import { type Argument, askNodes, createClient, type RedisClient } from './client.ts';
import { faultOf } from './fault.ts';
import type { Script } from './script.ts';
import type { RedisSettings } from './settings.ts';

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
  /** One sentence of what is waited for, said once where it takes longer than a moment: for commands that a person looks at. */
  waits?(sentence: string): void;
}

/** A server that restarts is back by then, more often than not. */
const momentMs = 2000;

/** Refuses, with a sentence, a server that would lose what it holds. Throws LedgerUnusable, LedgerUnavailable. */
export async function openRedis(settings: RedisSettings, listener: RedisListener): Promise<RedisStore> {
  const where = `Redis at ${settings.servers.join(', ')}`;
  const attemptMs = Math.max(1000, Math.min(10_000, settings.patience));
  const client = createClient(settings);

  let told = false;

  async function patiently<T>(use: () => Promise<T>): Promise<T> {
    const began = performance.now();
    const until = began + settings.patience;
    for (let pause = 25; ; pause = Math.min(pause * 2, 1000)) {
      try {
        return await within(attemptMs, use());
      } catch (error) {
        const { later, phrase } = faultOf(error, client.last);
        if (!later) throw new LedgerUnusable(`${where} cannot be used: ${phrase}.`, error);
        if (performance.now() + pause > until) throw new LedgerUnavailable(`${where} cannot be used now: ${phrase}.`, error);
        if (!told && performance.now() - began > momentMs) {
          told = true;
          listener.waits?.(`${where} cannot be used now: ${phrase}. Waiting up to ${Math.round(settings.patience / 1000)} s.`);
        }
        await wait(pause);
      }
    }
  }

  const store: RedisStore = {
    prefix: settings.prefix,
    call: (command, ...args) => patiently(() => client.call(command, ...args)),
    run: (script, keys, args) => patiently(() => evaluate(client, script, [keys.length, ...keys, ...args])),
    everywhere: (command, ...args) => patiently(() => client.everywhere(command, ...args)),
    async [Symbol.asyncDispose]() {
      client.close();
    },
  };
  try {
    if (settings.cluster) await patiently(() => askNodes(settings));
    await store.call('GET', `${settings.prefix}:form`); // from now on all nodes are known
    await checkServer(store, where, listener);
  } catch (error) {
    client.close();
    throw error;
  }
  return store;
}

/** The client of a cluster waits for its nodes for ever; what it sends later yet may be applied: each call may be made twice. */
async function within<T>(ms: number, attempt: Promise<T>): Promise<T> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new Error('Command timed out')), ms);
  try {
    return await Promise.race([attempt, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}

async function evaluate(client: RedisClient, script: Script, args: readonly Argument[]): Promise<unknown> {
  try {
    return await client.call('EVALSHA', script.sha, ...args);
  } catch (error) {
    if (!(error instanceof Error) || !error.message.startsWith('NOSCRIPT')) throw error;
    return client.call('EVAL', script.lua, ...args);
  }
}
