/** A partition held over Redis: reads by bounded batches, one fenced step a commit, and every attempt safe to repeat. */

import { randomUUID } from 'node:crypto';
import { type Alert, Fenced, LedgerEmptied, LedgerRolledBack, LedgerUnavailable, type Partition } from '@gatewatch/domain';
import { numbered, texts } from './answer.ts';
import { commitStep } from './commit.ts';
import type { RedisStore } from './connection.ts';
import { readFields } from './fields.ts';
import { partitionKeys } from './keys.ts';
import { acquireScript, publishScript } from './partition-scripts.ts';
import { allOf } from './scan.ts';

const page = 5000;

/** `known`: names of the partitions that this process has held; one that the store has lost is thrown out of it. */
export async function acquirePartition(
  store: RedisStore,
  name: string,
  known: Set<string>,
): Promise<Partition & { readonly holder: string }> {
  const keys = partitionKeys(store.prefix, name);
  // Tokens repeat where a server came back with an older state; a holder's name never does.
  const holder = randomUUID();
  const acquired = texts(await store.run(acquireScript, [keys.head], [holder, known.has(name) ? 1 : 0]));
  const [outcome, token, position, meta = null, published, said, last] = acquired;
  settled(outcome ?? null);
  known.add(name);
  const facts = await allOf(store, keys.facts); // nobody else writes them from now on
  /** Steps after which the next one may come: the last that is known to be applied, then those whose outcome is not known. */
  let predecessors = [last ?? ''];

  function settled(what: string | null): void {
    if (what === 'done') return;
    if (what === 'fenced') throw new Fenced(name, Number(token));
    if (what === 'rolled back') throw new LedgerRolledBack(name);
    if (what === 'closed') throw new LedgerUnavailable(`Partition ${name} is gone over for an erasure: wait for its end.`);
    known.delete(name);
    throw new LedgerEmptied(name);
  }

  return {
    holder,
    token: Number(token),
    position: Number(position),
    meta,
    facts,
    published: Number(published),
    said: Number(said),
    async load(wanted) {
      const values = await readFields(store, keys.subjects, wanted);
      return wanted.flatMap((key, i) => {
        const value = values[i];
        if (value === null || value === undefined) return [];
        const { number: due, text: state } = numbered(value);
        return [{ key, state, due }];
      });
    },
    async due(time) {
      const found: string[] = [];
      for (let from = 0, more = true; more; from += page) {
        const part = texts(await store.call('ZRANGEBYSCORE', keys.due, '-inf', time, 'LIMIT', from, page));
        for (const key of part) found.push(key ?? '');
        more = part.length === page;
      }
      return found;
    },
    async links(ids) {
      const values = await readFields(store, keys.links, ids);
      return new Map(ids.flatMap((id, i) => (typeof values[i] === 'string' ? [[id, values[i]] as const] : [])));
    },
    async alerts(ids) {
      const values = await readFields(store, keys.alerts, ids);
      return values.flatMap((value): Alert[] => (value === null ? [] : [JSON.parse(numbered(value).text)]));
    },
    async commit(commit) {
      const step = randomUUID();
      try {
        const [outcome, end] = await commitStep(store, keys, { holder, step, predecessors }, commit);
        settled(outcome);
        predecessors = [step];
        return end;
      } catch (error) {
        if (error instanceof LedgerUnavailable) predecessors.push(step);
        throw error;
      }
    },
    async publish(through) {
      settled(texts(await store.run(publishScript, [keys.head], [holder, through]))[0] ?? null);
    },
  };
}
