/*
 * Keys of a bucket, after the part that they have in common:
 *   due     sorted set: session → when it is idle for longer than it may be, ms
 *   pulse   when a node was last heard of, and until when nothing is swept: "ms:ms"
 *   s:ID    hash: what is known of the session
 *   w:ID    sorted set: "node:connection" → when its lease ends, ms
 *   e:ID    stream: the events, by the ids of the wire
 *   v:ID    the session that this viewer id shows
 *   ch:ID   channel: t EVENT-ID JSON, s SEQ SECONDS STATE, m NUMBER NODE, r REASON
 */
export const luaLibrary = `
local base = string.sub(KEYS[1], 1, -4)
local function int(number) return string.format('%.0f', number) end
local function key(kind, id) return base .. kind .. ':' .. id end
local function tell(id, message) redis.call('SPUBLISH', key('ch', id), message) end

local function load(id)
  local f = redis.call('HMGET', key('s', id), 'created', 'ttl', 'left', 'head', 'elcor', 'viewer', 'mic',
    'mic_until', 'speech_seq')
  if not f[1] then return nil end
  return { id = id, created = tonumber(f[1]), ttl = tonumber(f[2]), left = tonumber(f[3]), head = tonumber(f[4]),
           elcor = f[5], viewer = f[6], mic = tonumber(f[7]), micUntil = tonumber(f[8]), speechSeq = tonumber(f[9]) or 0 }
end

-- How many watch. Whose lease has run out is let go; with the last of them the session was left as that one ran out.
local function watching(s)
  local w = key('w', s.id)
  local last = redis.call('ZREVRANGE', w, 0, 0, 'WITHSCORES')
  if #last == 0 then return 0 end
  if tonumber(last[2]) <= now then
    s.left = tonumber(last[2])
    redis.call('HSET', key('s', s.id), 'left', last[2])
    redis.call('DEL', w)
    return 0
  end
  redis.call('ZREMRANGEBYSCORE', w, '-inf', int(now))
  return redis.call('ZCARD', w)
end

-- Sets when the session is due, and when its keys go if nobody sweeps: not at each renewal, but before half of the time
-- that they are to outlive it by is left.
local function schedule(s, leaseEnd)
  local since = leaseEnd or s.left or s.created
  local due = since + s.ttl
  redis.call('ZADD', KEYS[1], int(due), s.id)
  if redis.call('PEXPIRETIME', key('s', s.id)) >= due + LINGER / 2 then return end
  local goneAt = int(due + LINGER)
  redis.call('PEXPIREAT', key('s', s.id), goneAt)
  redis.call('PEXPIREAT', key('w', s.id), goneAt)
  redis.call('PEXPIREAT', key('e', s.id), goneAt)
  if s.viewer then redis.call('PEXPIREAT', key('v', s.viewer), goneAt) end
  if redis.call('PEXPIRETIME', KEYS[1]) < due + LINGER then redis.call('PEXPIREAT', KEYS[1], goneAt) end
end

local function reschedule(s)
  local last = redis.call('ZREVRANGE', key('w', s.id), 0, 0, 'WITHSCORES')
  schedule(s, tonumber(last[2]))
end

local function watch(s, watcher)
  local w = key('w', s.id)
  local isNew = redis.call('ZADD', w, int(now + LEASE), watcher) == 1
  if isNew then redis.call('PEXPIREAT', w, redis.call('PEXPIRETIME', key('s', s.id))) end
  if s.left then redis.call('HDEL', key('s', s.id), 'left') end
  s.left = nil
end

local function drop(s, reason)
  redis.call('DEL', key('s', s.id), key('w', s.id), key('e', s.id))
  if s.viewer then redis.call('DEL', key('v', s.viewer)) end
  redis.call('ZREM', KEYS[1], s.id)
  if redis.call('EXISTS', KEYS[1]) == 0 then redis.call('DEL', base .. 'pulse') end
  tell(s.id, 'r ' .. reason)
end

-- A sign that some node lives and reaches this store. After a silence nothing is swept for the time of a lease: whoever
-- lost the store as well must first be able to say who is still watching. True while nothing is to be swept.
local function beat()
  local before = redis.call('GET', base .. 'pulse')
  local holdUntil = 0
  if before then
    local last, hold = string.match(before, '^(%d+):(%d+)$')
    holdUntil = tonumber(hold)
    if now - tonumber(last) > LEASE / 2 then holdUntil = now + LEASE end
  end
  -- A Redis that is full lets no script begin to write that would take memory, but one that gave some back may go on: what
  -- is watched must be renewed, and what is over be swept.
  redis.call('DEL', base .. 'pulse')
  if redis.call('EXISTS', KEYS[1]) == 1 then
    redis.call('SET', base .. 'pulse', int(now) .. ':' .. int(holdUntil), 'PXAT', int(now + LINGER))
  end
  return now < holdUntil
end

local function view(s)
  local subscribers = watching(s)
  return s.elcor, int(s.ttl), int(now - s.created), s.left and int(now - s.left) or '', int(subscribers)
end

local function speechOf(id)
  local f = redis.call('HMGET', key('s', id), 'speech', 'speech_at', 'speech_seq')
  return f[1] or '', f[2] or '', f[3] or ''
end

local function setSpeech(id, state, at)
  local seq = redis.call('HINCRBY', key('s', id), 'speech_seq', 1)
  redis.call('HSET', key('s', id), 'speech', state, 'speech_at', at)
  tell(id, 's ' .. seq .. ' ' .. at .. ' ' .. state)
  return seq
end

-- Who wrote is remembered for a retry only, so of many nodes that came and went the half that wrote longest ago is let go.
local function forgetWriters(id)
  local fields = redis.call('HGETALL', key('s', id))
  local writers = {}
  for n = 1, #fields, 2 do
    local at = string.match(fields[n], '^w:') and string.match(fields[n + 1], ':(%d+)$')
    if at then writers[#writers + 1] = { name = fields[n], at = tonumber(at) } end
  end
  table.sort(writers, function(one, other) return one.at < other.at end)
  for n = 1, #writers / 2 do redis.call('HDEL', key('s', id), writers[n].name) end
end

local function secondsOf(s) return string.format('%.3f', math.max(0, now - s.created) / 1000) end

local function page(id, fromId, count)
  local found = redis.call('XRANGE', key('e', id), fromId, '+', 'COUNT', count)
  local flat = {}
  for _, entry in ipairs(found) do
    flat[#flat + 1] = entry[1]
    flat[#flat + 1] = entry[2][2]
  end
  return flat
end
`
