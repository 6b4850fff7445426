/** Links over Redis: the links of a scope are on one node, and a batch of it is decided in one script. */

import type { Links, StandingLink } from '@gatewatch/domain';
import { texts } from './answer.ts';
import type { RedisStore } from './connection.ts';
import { readFields } from './fields.ts';
import { linkKeys, linkScopesKey } from './keys.ts';
import { scanHash } from './scan.ts';
import { script } from './script.ts';

const counting = `
local function count(hash, name, by) if redis.call('HINCRBY', hash, name, by) <= 0 then redis.call('HDEL', hash, name) end end
local function write(link, claimed, key)
  if redis.call('HSETNX', KEYS[1], link, cjson.encode({key, claimed})) == 0 then return end
  count(KEYS[2], claimed, 1)
  count(KEYS[3], key, 1)
end
`;

/** A link's value is [key, claimed] in JSON. KEYS: links, claims, keys. ARGV: link, claimed, person in turn (SEMANTICS.md 2.1, 2.2). Gives the keys. */
const decideScript = script(`${counting}
local decided = {}
for i = 1, #ARGV, 3 do
  local link, claimed, person = ARGV[i], ARGV[i + 1], ARGV[i + 2]
  local known = redis.call('HGET', KEYS[1], link)
  local key
  if known then
    key = cjson.decode(known)[1]
  else
    local nth = tonumber(redis.call('HGET', KEYS[2], claimed) or 0) + 1
    while nth > 1 and redis.call('HEXISTS', KEYS[3], claimed .. '~' .. nth) == 1 do nth = nth + 1 end
    key = nth == 1 and person or claimed .. '~' .. nth
    write(link, claimed, key)
  end
  decided[#decided + 1] = key
end
return decided
`);

/** KEYS: links, claims, keys. ARGV: link, claimed, key in turn. None over one that stands. */
const restoreScript = script(`${counting} for i = 1, #ARGV, 3 do write(ARGV[i], ARGV[i + 1], ARGV[i + 2]) end return 1`);

/** KEYS: links, claims, keys. ARGV: links. */
const forgetScript = script(`${counting}
for i = 1, #ARGV do
  local known = redis.call('HGET', KEYS[1], ARGV[i])
  if known then
    local key, claimed = unpack(cjson.decode(known))
    redis.call('HDEL', KEYS[1], ARGV[i])
    count(KEYS[2], claimed, -1)
    count(KEYS[3], key, -1)
  end
end
return 1
`);

/** Links a script: some ms of the server. */
const most = 500;

/** The store stays the caller's, who closes it. */
export function redisLinks(store: RedisStore): Links {
  const scopes = linkScopesKey(store.prefix);
  const keysOf = (scope: string): string[] => {
    const { links, claims, keys } = linkKeys(store.prefix, scope);
    return [links, claims, keys];
  };

  /** In order of the requests, a part at a time; a scope is listed before its first link is written. */
  async function parts<T extends { readonly scope: string }>(
    all: readonly T[],
    use: (keys: readonly string[], part: readonly T[]) => Promise<void>,
  ): Promise<void> {
    const byScope = Map.groupBy(all, ({ scope }) => scope);
    for (const [scope, of] of byScope) {
      await store.call('SADD', scopes, scope);
      for (let from = 0; from < of.length; from += most) await use(keysOf(scope), of.slice(from, from + most));
    }
  }

  return {
    async decide(requests) {
      /** As far as the requests have been gone through: what stood before, then what they write. */
      const keys = new Map<string, string>();
      for (const [scope, of] of Map.groupBy(requests, (one) => one.scope)) {
        const names = of.map(({ link }) => link);
        const found = await readFields(store, linkKeys(store.prefix, scope).links, names);
        for (const [i, link] of names.entries())
          if (typeof found[i] === 'string') keys.set(link, standing(scope, link, found[i]).key);
      }
      const written = new Map<string, string>();
      const claims = requests.flatMap(({ claimed, ...one }) =>
        claimed === null || keys.has(one.link) ? [] : [{ ...one, claimed }],
      );
      await parts(claims, async (names, part) => {
        const asked = part.flatMap(({ link, claimed, person }) => [link, claimed, person]);
        for (const [i, key] of texts(await store.run(decideScript, names, asked)).entries())
          written.set(part[i]?.link ?? '', key ?? '');
      });
      return requests.map(({ link, claimed }) => {
        const key = keys.get(link) ?? (claimed === null ? null : (written.get(link) ?? null));
        if (key !== null) keys.set(link, key);
        return key;
      });
    },
    async *all() {
      for (const scope of texts(await store.call('SMEMBERS', scopes)))
        for await (const [link, value] of scanHash(store, linkKeys(store.prefix, scope ?? '').links))
          yield standing(scope ?? '', link, value);
    },
    restore: (links) =>
      parts(links, async (names, part) => {
        await store.run(
          restoreScript,
          names,
          part.flatMap(({ link, claimed, key }) => [link, claimed, key]),
        );
      }),
    forget: (links) =>
      parts(links, async (names, part) => {
        await store.run(
          forgetScript,
          names,
          part.map(({ link }) => link),
        );
      }),
    async [Symbol.asyncDispose]() {},
  };
}

function standing(scope: string, link: string, value: string): StandingLink {
  const [key, claimed]: readonly unknown[] = JSON.parse(value);
  return { link, scope, claimed: String(claimed), key: String(key) };
}
