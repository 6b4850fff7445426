/** Bookmarks over Redis: one script a change, told by the clock of the one node that holds them all. */

import { randomUUID } from 'node:crypto';
import type { Bookmark, Bookmarks } from '@gatewatch/domain';
import { pairs, texts } from './answer.ts';
import type { RedisStore } from './connection.ts';
import { bookmarkScopesKey, bookmarksKey } from './keys.ts';
import { script } from './script.ts';

/**
 * KEYS: bookmarks of the scope, scopes. ARGV: name, text, new version, version that must stand ('' none), scope. A value is version,
 * time and text with line feeds between. Gives the time of the change, false where another version stands.
 */
const putScript = script(`
local known = redis.call('HGET', KEYS[1], ARGV[1])
local version, at = '', ''
if known then version, at = string.match(known, '^([^\\n]*)\\n([^\\n]*)') end
if version == ARGV[3] then return at end
if version ~= ARGV[4] then return false end
local time = redis.call('TIME')
local now = string.format('%.0f', tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000))
redis.call('HSET', KEYS[1], ARGV[1], ARGV[3] .. '\\n' .. now .. '\\n' .. ARGV[2])
redis.call('SADD', KEYS[2], ARGV[5])
return now
`);

/** KEYS: any of the bookmarks' node. */
const clockScript = script(`
local time = redis.call('TIME')
return string.format('%.0f', tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000))
`);

/** The store stays the caller's, who closes it. */
export function redisBookmarks(store: RedisStore): Bookmarks {
  const scopes = bookmarkScopesKey(store.prefix);
  return {
    scopes: async () =>
      texts(await store.call('SMEMBERS', scopes))
        .map((scope) => scope ?? '')
        .sort(),
    async list(scope) {
      const held = pairs(await store.call('HGETALL', bookmarksKey(store.prefix, scope)));
      return held.map(([name, value]) => bookmarkOf(name, value)).sort((a, b) => (a.name < b.name ? -1 : 1));
    },
    async put(scope, name, text, was) {
      const version = randomUUID();
      const keys = [bookmarksKey(store.prefix, scope), scopes];
      const at = await store.run(putScript, keys, [name, text, version, was ?? '', scope]);
      return at === null ? null : { name, text, version, at: Number(at) };
    },
    now: async () => Number(await store.run(clockScript, [scopes], [])),
    async [Symbol.asyncDispose]() {},
  };
}

function bookmarkOf(name: string, value: string): Bookmark {
  const [version = '', at = '', ...text] = value.split('\n');
  return { name, version, at: Number(at), text: text.join('\n') };
}
