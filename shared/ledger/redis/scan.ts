/** Fields of a hash, some hundred at a time. */

import { pairs } from './answer.ts';
import type { RedisStore } from './connection.ts';

/** Each field once, though the server may give one again while a hash grows (redis.io, SCAN guarantees). In no order. */
export async function* scanHash(store: RedisStore, key: string): AsyncIterable<readonly [field: string, value: string]> {
  const seen = new Set<string>();
  let cursor = '0';
  do {
    const answer = await store.call('HSCAN', key, cursor, 'COUNT', 500);
    if (!Array.isArray(answer)) return;
    cursor = String(answer[0]);
    for (const pair of pairs(answer[1])) {
      if (seen.has(pair[0])) continue;
      seen.add(pair[0]);
      yield pair;
    }
  } while (cursor !== '0');
}

export async function allOf(store: RedisStore, key: string): Promise<ReadonlyMap<string, string>> {
  const all = new Map<string, string>();
  for await (const [field, value] of scanHash(store, key)) all.set(field, value);
  return all;
}
