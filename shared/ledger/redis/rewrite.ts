/** Erasure and retention, beside workers that run: they are fenced, and it is gone over again until nothing is left to change. */

import { randomUUID } from 'node:crypto';
import { type LedgerRewrite, LedgerUnavailable } from '@gatewatch/domain';
import { LedgerUnusable } from '../ledger-unusable.ts';
import { numbered, texts } from './answer.ts';
import type { RedisStore } from './connection.ts';
import { partitionKeys } from './keys.ts';
import { acquireScript, rewriteScript } from './partition-scripts.ts';
import { scanHash } from './scan.ts';

/** A worker that had loaded the old text can write it back once before it is fenced; more than two rounds are rare. */
const mostRounds = 20;

/**
 * Each round fences whoever holds the partition, then changes what is there. Where a round finds nothing to change, the holder since
 * that fence can have loaded nothing old. So `change` must leave a text that it has changed as it is.
 */
export async function rewritePartition(store: RedisStore, name: string, change: LedgerRewrite): Promise<void> {
  const keys = partitionKeys(store.prefix, name);
  for (let round = 0; round < mostRounds; round++) {
    await store.run(acquireScript, [keys.head], [randomUUID(), 0]);
    let changed = await rewriteMeta(store, keys.head, change);
    changed += await rewriteHash(
      store,
      keys.subjects,
      (key, value) => {
        const { number: due, text } = numbered(value);
        const state = change.subject({ key, state: text, due });
        return state === null ? null : `${due ?? ''}\n${state}`;
      },
      keys.due,
    );
    changed += await rewriteHash(store, keys.outbox, (_sequence, text) => change.alert(text));
    changed += await rewriteHash(store, keys.alerts, (_id, value) => {
      const { number: revision, text } = numbered(value);
      const kept = change.alert(text);
      return kept === null ? null : `${revision}\n${kept}`;
    });
    changed += await rewriteHash(store, keys.links, (id, key) => (change.link({ id, key }) ? key : null));
    if (changed === 0) return;
  }
  throw new LedgerUnavailable(
    `Partition ${name} is written to faster than it can be gone over: stop its workers, then try again.`,
  );
}

async function rewriteMeta(store: RedisStore, head: string, change: LedgerRewrite): Promise<number> {
  const [meta] = texts(await store.call('HMGET', head, 'meta'));
  if (meta === null || meta === undefined) return 0;
  const kept = change.meta(meta);
  return kept === meta ? 0 : Number(await store.run(rewriteScript, [head], ['meta', meta, 1, kept]));
}

/** Every value through `change`, null: the field goes, from `index` too. Gives how many were changed. */
export async function rewriteHash(
  store: RedisStore,
  key: string,
  change: (field: string, value: string) => string | null,
  index?: string,
): Promise<number> {
  let changed = 0;
  for await (const [field, value] of scanHash(store, key)) {
    const kept = change(field, value);
    if (kept === value) continue;
    const asked = [field, value, kept === null ? 0 : 1, kept ?? ''];
    changed += Number(await store.run(rewriteScript, index === undefined ? [key] : [key, index], asked));
  }
  return changed;
}

/** The append-only file holds older writes until it is rewritten (redis.io, "Redis persistence"). */
export async function forgetOlderWrites(store: RedisStore): Promise<void> {
  const kept = (await store.everywhere('INFO', 'persistence')).some((info) => String(info).includes('aof_enabled:1'));
  if (!kept) return;
  try {
    await store.everywhere('BGREWRITEAOF');
  } catch (error) {
    if (error instanceof LedgerUnusable && /in progress|scheduled/.test(error.message)) return;
    throw error;
  }
}
