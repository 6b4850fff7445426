/** The ledger over Redis: a partition's keys carry one hash tag, so that a partition is on one node and moves in one script. */

import type { Alert, Ledger, OutboxRow } from '@gatewatch/domain';
import { numbered, pairs, texts } from './answer.ts';
import type { RedisStore } from './connection.ts';
import { readFields } from './fields.ts';
import { partitionKeys, partitionsKey, verdictsKey } from './keys.ts';
import { acquirePartition } from './partition.ts';
import { giveScript, trimScript } from './partition-scripts.ts';
import { forgetOlderWrites, rewriteHash, rewritePartition } from './rewrite.ts';
import { allOf, scanHash } from './scan.ts';

/** The store stays the caller's, who closes it. */
export function redisLedger(store: RedisStore): Ledger {
  const { prefix } = store;
  const known = new Set<string>();
  const verdicts = verdictsKey(prefix);
  const names = async (): Promise<readonly string[]> =>
    texts(await store.call('SMEMBERS', partitionsKey(prefix)))
      .map((name) => name ?? '')
      .sort();

  return {
    async acquire(name) {
      await store.call('SADD', partitionsKey(prefix), name); // first, so that no partition is unlisted
      return acquirePartition(store, name, known);
    },
    async outbox(name, after, limit) {
      const keys = partitionKeys(prefix, name);
      const [trimmed, said] = texts(await store.call('HMGET', keys.head, 'trimmed', 'said')).map(Number);
      const rows: OutboxRow[] = [];
      const end = said ?? 0;
      for (let from = Math.max(after, trimmed ?? 0) + 1; from <= end && rows.length < limit; ) {
        const sequences = Array.from({ length: Math.min(limit - rows.length, end - from + 1, 1000) }, (_, i) => from + i);
        const values = await readFields(store, keys.outbox, sequences.map(String));
        for (const [i, sequence] of sequences.entries()) {
          const text = values[i];
          if (typeof text === 'string') rows.push({ sequence, alert: JSON.parse(text) }); // none where a rewrite took it
        }
        from += sequences.length;
      }
      return rows;
    },
    async trim(name, through) {
      const keys = partitionKeys(prefix, name);
      while (Number(await store.run(trimScript, [keys.head, keys.outbox], [through, 1000])) === 1);
    },
    async alerts() {
      const found: Alert[] = [];
      for (const name of await names())
        for await (const [, value] of scanHash(store, partitionKeys(prefix, name).alerts))
          found.push(JSON.parse(numbered(value).text));
      return found.sort((a, b) => (a.id < b.id ? -1 : 1));
    },
    async *subjects(name) {
      for await (const [key, value] of scanHash(store, partitionKeys(prefix, name).subjects)) {
        const { number: due, text: state } = numbered(value);
        yield { key, state, due };
      }
    },
    async links() {
      const found: { readonly id: string; readonly key: string }[] = [];
      for (const name of await names())
        for await (const [id, key] of scanHash(store, partitionKeys(prefix, name).links)) found.push({ id, key });
      return found;
    },
    async partitions() {
      const heads = (await names()).map(async (name) => ({
        name,
        meta: texts(await store.call('HMGET', partitionKeys(prefix, name).head, 'meta'))[0] ?? null,
      }));
      return Promise.all(heads);
    },
    facts: (name) => allOf(store, partitionKeys(prefix, name).facts),
    async verdicts() {
      const given = pairs(await store.call('HGETALL', verdicts)).map(([, value]) => {
        const { number, text } = numbered(value);
        return { sequence: number ?? 0, ...JSON.parse(text) };
      });
      return given.sort((a, b) => a.sequence - b.sequence);
    },
    async give(given) {
      await store.run(giveScript, [verdicts, `${verdicts}:last`], [given.event.id, JSON.stringify(given)]);
    },
    async restart() {
      for (const name of await names()) {
        const { head, subjects, facts, due, links, outbox, alerts } = partitionKeys(prefix, name);
        await store.call('UNLINK', head, subjects, facts, due, links, outbox, alerts);
      }
      await store.call('DEL', partitionsKey(prefix));
      known.clear();
    },
    async rewrite(change) {
      for (const name of await names()) await rewritePartition(store, name, change);
      await rewriteHash(store, [verdicts], (_id, value) => {
        const { number, text } = numbered(value);
        const kept = change.verdict(text);
        return kept === null ? null : `${number}\n${kept}`;
      });
      await forgetOlderWrites(store);
    },
    async [Symbol.asyncDispose]() {},
  };
}
