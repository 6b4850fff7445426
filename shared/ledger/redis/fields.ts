/** Many fields of one hash in bounded reads. */

import { texts } from './answer.ts';
import type { RedisStore } from './connection.ts';

/** Subjects of at most 16 KB each, so an answer of at most 4 MB. */
const most = 250;

/** One value a field, in order; null where there is none. */
export async function readFields(store: RedisStore, key: string, fields: readonly string[]): Promise<readonly (string | null)[]> {
  const parts: Promise<readonly (string | null)[]>[] = [];
  for (let from = 0; from < fields.length; from += most)
    parts.push(store.call('HMGET', key, ...fields.slice(from, from + most)).then(texts));
  return (await Promise.all(parts)).flat();
}
