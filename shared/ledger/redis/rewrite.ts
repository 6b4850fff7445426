/** Erasure and retention, beside workers that run. */

import { randomUUID } from 'node:crypto';
import { type LedgerRewrite, LedgerUnavailable } from '@gatewatch/domain';
import { LedgerUnusable } from '../ledger-unusable.ts';
import { numbered, texts } from './answer.ts';
import type { RedisStore } from './connection.ts';
import { partitionKeys } from './keys.ts';
import { closeScript, openScript, rewriteScript } from './partition-scripts.ts';
import { allOf, scanHash } from './scan.ts';

/** Time of nobody else for a part of the work; renewed with each. Workers wait as long where who closed it dies. */
const closedMs = 60_000;
/** Fields gone over between two renewals. */
const renewEvery = 500;

/** Its worker is fenced first and nobody can take it until all is gone over, so that no old text comes back out of a memory. */
export async function rewritePartition(store: RedisStore, name: string, change: LedgerRewrite): Promise<void> {
  const keys = partitionKeys(store.prefix, name);
  const closer = randomUUID();
  const close = () => store.run(closeScript, [keys.head], [closer, closedMs]);
  if (Number(await close()) === 0) return; // nothing is there
  await rewriteMeta(store, keys.head, change);
  await rewriteFacts(store, keys.facts, change);
  const subject = (key: string, value: string) => {
    const { number: due, text } = numbered(value);
    const state = change.subject({ key, state: text, due });
    return state === null ? null : `${due ?? ''}\n${state}`;
  };
  const newest = (_id: string, value: string) => {
    const { number: revision, text } = numbered(value);
    const kept = change.alert(text);
    return kept === null ? null : `${revision}\n${kept}`;
  };
  await rewriteHash(store, [keys.subjects, keys.due], subject, close);
  await rewriteHash(store, [keys.outbox], (_sequence, text) => change.alert(text), close);
  await rewriteHash(store, [keys.alerts], newest, close);
  await rewriteHash(store, [keys.links], (id, key) => (change.link({ id, key }) ? key : null), close);
  if (Number(await store.run(openScript, [keys.head], [closer])) === 0)
    throw new LedgerUnavailable(`Partition ${name} was taken by a worker before all of it was gone over: try again.`);
}

async function rewriteMeta(store: RedisStore, head: string, change: LedgerRewrite): Promise<void> {
  const [meta] = texts(await store.call('HMGET', head, 'meta'));
  if (meta === null || meta === undefined) return;
  const kept = change.meta(meta);
  if (kept !== meta) await store.run(rewriteScript, [head], ['meta', meta, 1, kept]);
}

async function rewriteFacts(store: RedisStore, facts: string, change: LedgerRewrite): Promise<void> {
  for (const [key, value] of await allOf(store, facts)) {
    const kept = change.fact({ key, value });
    if (kept !== null && (kept.key !== key || kept.value !== value)) await store.call('HSET', facts, kept.key, kept.value);
    if (kept?.key !== key) await store.call('HDEL', facts, key);
  }
}

/** Every value of the first key through `change`, null: the field goes, from its index too. `part`: after each part of the work. */
export async function rewriteHash(
  store: RedisStore,
  keys: readonly string[],
  change: (field: string, value: string) => string | null,
  part: () => Promise<unknown> = async () => {},
): Promise<void> {
  let gone = 0;
  for await (const [field, value] of scanHash(store, keys[0] ?? '')) {
    if (gone++ % renewEvery === 0) await part();
    const kept = change(field, value);
    if (kept !== value) await store.run(rewriteScript, keys, [field, value, kept === null ? 0 : 1, kept ?? '']);
  }
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
