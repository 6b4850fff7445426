/** Steps of a partition besides its commit. Each may be sent twice. */

import { script } from './script.ts';

const clock = `
local function now()
  local time = redis.call('TIME')
  return tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
end
`;

/** KEYS: head. ARGV: holder, '1' where this process knew the partition. Gives token, position, meta, published, said, step. */
export const acquireScript = script(`${clock}
local closed = redis.call('HGET', KEYS[1], 'closed')
if closed and tonumber(closed) > now() then return {'closed'} end
local held = redis.call('HMGET', KEYS[1], 'holder', 'token', 'position', 'meta', 'published', 'said', 'step')
if not held[2] then
  if ARGV[2] == '1' then return {'emptied'} end
  held = {'', '0', '0', false, '0', '0', 'none'}
  redis.call('HSET', KEYS[1], 'position', '0', 'published', '0', 'said', '0', 'trimmed', '0', 'step', 'none')
end
if held[1] ~= ARGV[1] then
  held[2] = string.format('%.0f', tonumber(held[2]) + 1)
  redis.call('HSET', KEYS[1], 'holder', ARGV[1], 'token', held[2])
end
return {'done', held[2], held[3], held[4], held[5], held[6], held[7]}
`);

/** KEYS: head. ARGV: holder, sequence. */
export const publishScript = script(`
local held = redis.call('HMGET', KEYS[1], 'holder', 'published')
if not held[1] then return {'emptied'} end
if held[1] ~= ARGV[1] then return {'fenced'} end
if tonumber(ARGV[2]) > tonumber(held[2]) then redis.call('HSET', KEYS[1], 'published', ARGV[2]) end
return {'done'}
`);

/** KEYS: head, outbox. ARGV: sequence, most rows. Gives whether more is left. */
export const trimScript = script(`
local held = redis.call('HMGET', KEYS[1], 'trimmed', 'published')
if not held[1] then return 0 end
local from, through = tonumber(held[1]) + 1, math.min(tonumber(ARGV[1]), tonumber(held[2]))
local last = math.min(through, from + tonumber(ARGV[2]) - 1)
if last < from then return 0 end
local rows = {}
for sequence = from, last do rows[#rows + 1] = string.format('%.0f', sequence) end
redis.call('HDEL', KEYS[2], unpack(rows))
redis.call('HSET', KEYS[1], 'trimmed', string.format('%.0f', last))
return last < through and 1 or 0
`);

/** Fences who holds the partition and lets nobody take it for a while. KEYS: head. ARGV: name of who closes it, ms. Again: longer. */
export const closeScript = script(`${clock}
if redis.call('HEXISTS', KEYS[1], 'token') == 0 then return 0 end
if redis.call('HGET', KEYS[1], 'holder') ~= ARGV[1] then redis.call('HINCRBY', KEYS[1], 'token', 1) end
redis.call('HSET', KEYS[1], 'holder', ARGV[1], 'closed', string.format('%.0f', now() + tonumber(ARGV[2])))
return 1
`);

/** KEYS: head. ARGV: name of who closed it. Gives whether nobody took it meanwhile. */
export const openScript = script(`
if redis.call('HGET', KEYS[1], 'holder') ~= ARGV[1] then return 0 end
redis.call('HDEL', KEYS[1], 'closed')
return 1
`);

/**
 * KEYS: a hash, the index of its fields where it has one. ARGV: field, value as it was read, '1' or '0' (it goes), new value in turn.
 * What another changed meanwhile stays. Gives how many were changed.
 */
export const rewriteScript = script(`
local changed = 0
for i = 1, #ARGV, 4 do
  if redis.call('HGET', KEYS[1], ARGV[i]) == ARGV[i + 1] then
    changed = changed + 1
    if ARGV[i + 2] == '1' then
      redis.call('HSET', KEYS[1], ARGV[i], ARGV[i + 3])
    else
      redis.call('HDEL', KEYS[1], ARGV[i])
      if KEYS[2] then redis.call('ZREM', KEYS[2], ARGV[i]) end
    end
  end
end
return changed
`);

/** KEYS: verdicts, last sequence. ARGV: id, JSON. One id is kept once. */
export const giveScript = script(`
if redis.call('HEXISTS', KEYS[1], ARGV[1]) == 1 then return 0 end
redis.call('HSET', KEYS[1], ARGV[1], redis.call('INCR', KEYS[2]) .. '\\n' .. ARGV[2])
return 1
`);
