/**
 * The outbox of deliveries over Redis, shared by all forwarders: every row of it on one node, each change one script. A row's value is
 * version, held until, due, told and the rest in JSON, with line feeds between; what is pending stands in a sorted set a destination,
 * by the time from which it may be claimed.
 */

import type { Claimed, Deliveries, Delivery } from '@gatewatch/domain';
import { type Counted, countRows, inOrder, over } from '../deliveries/row.ts';
import { texts } from './answer.ts';
import type { RedisStore } from './connection.ts';
import { readFields } from './fields.ts';
import { deliveryKeys } from './keys.ts';
import { scanHash } from './scan.ts';
import { script } from './script.ts';

const writing = `
local function write(zset, field, id, version, held, due, told, pending, rest)
  redis.call('HSET', KEYS[1], field, version .. '\\n' .. held .. '\\n' .. due .. '\\n' .. told .. '\\n' .. rest)
  if pending then redis.call('ZADD', zset, math.max(tonumber(due), tonumber(held)), id) else redis.call('ZREM', zset, id) end
end
local function read(field)
  local known = redis.call('HGET', KEYS[1], field)
  if not known then return nil end
  return string.match(known, '^(%d+)\\n(%d+)\\n(%d+)\\n([^\\n]*)\\n(.*)$')
end
`;

/** KEYS: rows, accepted, then the sorted sets. ARGV: partition, position ('' stays), then a row in eight: the last is the version it must have, '' any. */
const acceptScript = script(`${writing}
for i = 3, #ARGV, 8 do
  if ARGV[i + 7] ~= '' and (read(ARGV[i + 1]) or '0') ~= ARGV[i + 7] then return 0 end
end
for i = 3, #ARGV, 8 do
  local version, held = read(ARGV[i + 1])
  write(KEYS[tonumber(ARGV[i])], ARGV[i + 1], ARGV[i + 2], tonumber(version or 0) + 1, held or '0', ARGV[i + 4], ARGV[i + 5], ARGV[i + 3] == '1', ARGV[i + 6])
end
if ARGV[2] ~= '' and tonumber(ARGV[2]) > tonumber(redis.call('HGET', KEYS[2], ARGV[1]) or 0) then redis.call('HSET', KEYS[2], ARGV[1], ARGV[2]) end
return 1
`);

/** KEYS: rows, sorted set. ARGV: destination, now, most, until. Gives version, told and rest in turn. */
const claimScript = script(`${writing}
local claimed = {}
for _, id in ipairs(redis.call('ZRANGEBYSCORE', KEYS[2], '-inf', ARGV[2], 'LIMIT', 0, ARGV[3])) do
  local field = ARGV[1] .. '\\n' .. id
  local version, _, due, told, rest = read(field)
  write(KEYS[2], field, id, version, ARGV[4], due, told, true, rest)
  for _, part in ipairs({version, told, rest}) do claimed[#claimed + 1] = part end
end
return claimed
`);

/** KEYS: rows, then the sorted sets. ARGV: a row in eight. Where it changed since it was claimed, only what was told is taken over. */
const settleScript = script(`${writing}
local function revision(told) return tonumber(string.match(told, '"revision":(%d+)') or 0) end
for i = 1, #ARGV, 8 do
  local zset, field, id = KEYS[tonumber(ARGV[i])], ARGV[i + 1], ARGV[i + 2]
  local version, _, due, told, rest = read(field)
  if version == ARGV[i + 3] then
    write(zset, field, id, tonumber(version) + 1, '0', ARGV[i + 5], ARGV[i + 6], ARGV[i + 4] == '1', ARGV[i + 7])
  elseif version then
    if revision(ARGV[i + 6]) > revision(told) then told = ARGV[i + 6] end
    write(zset, field, id, tonumber(version) + 1, '0', due, told, redis.call('ZSCORE', zset, id) ~= false, rest)
  end
end
return 1
`);

/** KEYS: rows, sorted set. ARGV: destination. */
const releaseScript = script(`${writing}
for _, id in ipairs(redis.call('ZRANGE', KEYS[2], 0, -1)) do
  local field = ARGV[1] .. '\\n' .. id
  local version, _, due, told, rest = read(field)
  write(KEYS[2], field, id, version, '0', due, told, true, rest)
end
return 1
`);

/** KEYS: rows. ARGV: field and version in turn. What changed meanwhile stays. */
const pruneScript = script(`${writing}
local gone = 0
for i = 1, #ARGV, 2 do
  if read(ARGV[i]) == ARGV[i + 1] then gone = gone + redis.call('HDEL', KEYS[1], ARGV[i]) end
end
return gone
`);

/** Rows a script: some ms of the server. */
const most = 100;

/** The store stays the caller's, who closes it. */
export function redisDeliveries(store: RedisStore): Deliveries {
  const keys = deliveryKeys(store.prefix);
  const fieldOf = (destination: string, id: string) => `${destination}\n${id}`;

  async function inParts<Row extends Delivery>(
    rows: readonly Row[],
    first: readonly string[],
    use: (
      names: readonly string[],
      part: readonly { readonly row: Row; readonly place: string }[],
      last: boolean,
    ) => Promise<void>,
  ): Promise<void> {
    for (let from = 0; from === 0 || from < rows.length; from += most) {
      const part = rows.slice(from, from + most);
      const names = [...first, ...new Set(part.map(({ destination }) => keys.due(destination)))];
      const placed = part.map((row) => ({ row, place: String(names.indexOf(keys.due(row.destination)) + 1) }));
      await use(names, placed, from + most >= rows.length);
    }
  }

  async function all(): Promise<Delivery[]> {
    const found: Delivery[] = [];
    for await (const [, value] of scanHash(store, keys.rows)) found.push(rowOf(value.split('\n').slice(3)));
    return found;
  }

  return {
    position: async (partition) => Number((await store.call('HGET', keys.accepted, partition)) ?? 0),
    async rows(of) {
      const names = of.map(({ destination, id }) => fieldOf(destination, id));
      const held = await readFields(store, keys.rows, names);
      return held.map((value) => {
        if (value === null) return null;
        const [version, , , ...rest] = value.split('\n');
        return { ...rowOf(rest), version: Number(version) };
      });
    },
    // A part that is written twice changes nothing; the position moves with the last one.
    async accept(partition, position, rows, versions) {
      const versionOf = new Map(rows.map((row, i) => [row, versions === undefined ? '' : String(versions[i])]));
      let same = true;
      await inParts(rows, [keys.rows, keys.accepted], async (names, part, last) => {
        if (!same) return;
        const written = part.flatMap(({ row, place }) => [place, ...nameOf(row), ...textOf(row), versionOf.get(row) ?? '']);
        same = Number(await store.run(acceptScript, names, [partition, last ? String(position) : '', ...written])) === 1;
      });
      return same;
    },
    async claim(destination, now, count, until) {
      const args = [destination, now, count, until].map(String);
      const flat = texts(await store.run(claimScript, [keys.rows, keys.due(destination)], args));
      const claimed: Claimed[] = [];
      for (let i = 0; i < flat.length; i += 3)
        claimed.push({ ...rowOf([flat[i + 1] ?? '', flat[i + 2] ?? '']), version: Number(flat[i]) });
      return claimed;
    },
    release: async (destination) => void (await store.run(releaseScript, [keys.rows, keys.due(destination)], [destination])),
    settle: (rows) =>
      inParts(rows, [keys.rows], async (names, part) => {
        if (part.length === 0) return;
        const written = part.flatMap(({ row: { version, ...row }, place }) => [
          place,
          ...nameOf(row),
          String(version),
          ...textOf(row),
        ]);
        await store.run(settleScript, names, written);
      }),
    async next(destination) {
      const [, score] = texts(await store.call('ZRANGE', keys.due(destination), '0', '0', 'WITHSCORES'));
      return score === undefined || score === null ? null : Number(score);
    },
    async prune(before) {
      let gone = 0;
      let found: string[] = [];
      const go = async () => {
        if (found.length > 0) gone += Number(await store.run(pruneScript, [keys.rows], found));
        found = [];
      };
      for await (const [field, value] of scanHash(store, keys.rows)) {
        const [version = '', , due, ...rest] = value.split('\n');
        if (Number(due) >= before || !over.includes(rowOf(rest).state)) continue;
        found.push(field, version);
        if (found.length >= 2 * most) await go();
      }
      await go();
      return gone;
    },
    async list({ destination, state, limit }) {
      const found = (await all()).filter(
        (row) => (destination ?? row.destination) === row.destination && (state ?? row.state) === row.state,
      );
      return found.sort(inOrder).slice(0, limit);
    },
    counts: async () =>
      countRows((await all()).map(({ destination, state, since }): Counted => ({ destination, state, rows: 1, oldest: since }))),
    async [Symbol.asyncDispose]() {},
  };

  function nameOf({ destination, parcel }: Delivery): readonly string[] {
    return [fieldOf(destination, parcel.id), parcel.id];
  }
}

/** Pending or not, due, told, rest. */
function textOf({ told, ...rest }: Delivery): readonly string[] {
  return [
    rest.state === 'pending' ? '1' : '0',
    String(rest.dueAt),
    told === null ? '' : JSON.stringify(told),
    JSON.stringify(rest),
  ];
}

function rowOf([told = '', ...rest]: readonly string[]): Delivery {
  return { ...JSON.parse(rest.join('\n')), told: told === '' ? null : JSON.parse(told) };
}
