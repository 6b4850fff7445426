/**
 * One step of a partition, whole or not at all (SEMANTICS.md 7.1). A script runs alone and is refused before its first write where
 * memory or disk are short (redis.io, "Scripting with Lua"), so the first write is one that can be refused.
 */

import { script } from './script.ts';

/**
 * KEYS: head, subjects, due, links, outbox, alerts, facts, stage. ARGV: holder, step, position, meta, number of predecessors, these, number of
 * staged arguments, then operations of four arguments each: p key due value; d key; f key value; l id key; o id revision alert.
 *
 * `step` names this step; it is applied once, however often it is sent. A predecessor is a step after which this one may come: the last
 * that is known to be applied, and each later one whose outcome is not known.
 */
export const commitScript = script(`
local head, subjects, due, links, outbox, alerts, facts, stage = unpack(KEYS)
local held = redis.call('HMGET', head, 'holder', 'step', 'said')
if not held[1] then return {'emptied'} end
if held[1] ~= ARGV[1] then return {'fenced'} end
if held[2] == ARGV[2] then return {'done', held[3]} end
local predecessors, follows = tonumber(ARGV[5]), false
for i = 6, 5 + predecessors do follows = follows or held[2] == ARGV[i] end
if not follows then return {'rolled back'} end
local staged = tonumber(ARGV[6 + predecessors])
if staged > 0 and redis.call('HLEN', stage) ~= staged then return {'unstaged'} end

redis.call('HSET', head, 'step', ARGV[2], 'position', ARGV[3], 'meta', ARGV[4])
local said = tonumber(held[3])
local function many(command, key, args)
  for i = 1, #args, 1000 do redis.call(command, key, unpack(args, i, math.min(i + 999, #args))) end
end
local function apply(args, from)
  local puts, dues, undue, gone = {}, {}, {}, {}
  for i = from, #args, 4 do
    local what, a, b, c = args[i], args[i + 1], args[i + 2], args[i + 3]
    if what == 'p' then
      puts[#puts + 1] = a
      puts[#puts + 1] = c
      if b == '' then undue[#undue + 1] = a else dues[#dues + 1] = b; dues[#dues + 1] = a end
    elseif what == 'd' then
      gone[#gone + 1] = a
      undue[#undue + 1] = a
    elseif what == 'f' then
      redis.call('HSET', facts, a, b)
    elseif what == 'l' then
      redis.call('HSETNX', links, a, b)
    else
      said = said + 1
      redis.call('HSET', outbox, string.format('%.0f', said), c)
      local known = redis.call('HGET', alerts, a)
      if not known or tonumber(b) >= tonumber(string.match(known, '^%d+')) then redis.call('HSET', alerts, a, b .. '\\n' .. c) end
    end
  end
  many('HSET', subjects, puts)
  many('ZADD', due, dues)
  many('ZREM', due, undue)
  many('HDEL', subjects, gone)
end
for first = 0, staged - 1, 1000 do
  local names = {}
  for place = first, math.min(first + 999, staged - 1) do names[#names + 1] = place end
  apply(redis.call('HMGET', stage, unpack(names)), 1)
end
apply(ARGV, 7 + predecessors)
local last = string.format('%.0f', said)
redis.call('HSET', head, 'said', last)
if staged > 0 then redis.call('UNLINK', stage) end
return {'done', last}
`);

/** KEYS: stage. ARGV: seconds after which it is forgotten, then place and argument in turn. May be sent twice. */
export const stageScript = script(`
for i = 2, #ARGV, 1000 do redis.call('HSET', KEYS[1], unpack(ARGV, i, math.min(i + 999, #ARGV))) end
redis.call('EXPIRE', KEYS[1], ARGV[1])
return 1
`);
