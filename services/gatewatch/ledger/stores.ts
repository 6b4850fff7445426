/** The ledger that a command is about: a database file, or the Redis that a configuration names. */

import { existsSync } from 'node:fs';
import type { Bookmarks, Ledger, Links } from '@gatewatch/domain';
import {
  openRedis,
  redisBookmarks,
  redisLedger,
  redisLinks,
  sqliteBookmarks,
  sqliteLedger,
  sqliteLinks,
} from '@gatewatch/ledger';
import { loadConfig, UserMistake } from '@gatewatch/runtime';
import { hint } from '../terminal.ts';
import { refuseNoDatabase } from '../triage/kept.ts';

export interface Stores extends AsyncDisposable {
  readonly ledger: Ledger;
  readonly links: Links;
  readonly bookmarks: Bookmarks;
  /** As a person names it. */
  readonly name: string;
  /** One process with one partition, or lanes of as many partitions as the configuration says; null: it does not say. */
  readonly setting: { readonly embedded: true } | { readonly embedded: false; readonly partitions: number | null };
}

export interface Place {
  readonly db?: string;
  readonly config?: string;
}

/** `make`: a database that is not there is made. Throws UserMistake, LedgerUnusable, LedgerUnavailable. */
export async function openStores({ db, config }: Place, make = false): Promise<Stores> {
  if ((db === undefined) === (config === undefined))
    throw new UserMistake('Which ledger? Write --db FILE for a database, or --config FILE for the Redis of a configuration.');
  await using stack = new AsyncDisposableStack();
  if (db !== undefined) {
    if (!make || existsSync(db)) refuseNoDatabase(db);
    const stores = {
      ledger: stack.use(sqliteLedger(db)),
      links: stack.use(sqliteLinks(db)),
      bookmarks: stack.use(sqliteBookmarks(db)),
    };
    return { ...stores, name: db, setting: { embedded: true }, ...closing(stack.move()) };
  }
  const { redis, kafka } = await loadConfig(config ?? '');
  if (redis === undefined) throw new UserMistake(`${config} has no section redis: name the servers in it, or use --db FILE.`);
  const store = stack.use(await openRedis(redis, { warn: hint, waits: hint }));
  return {
    ...{ ledger: redisLedger(store), links: redisLinks(store), bookmarks: redisBookmarks(store) },
    name: `Redis at ${redis.servers.join(', ')}`,
    setting: { embedded: false, partitions: kafka?.partitions ?? null },
    ...closing(stack.move()),
  };
}

function closing(stack: AsyncDisposableStack): AsyncDisposable {
  return { [Symbol.asyncDispose]: () => stack.disposeAsync() };
}
