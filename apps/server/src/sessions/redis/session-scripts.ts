import { createHash } from 'node:crypto'
import { luaLibrary } from './lua-library.ts'

/** A Lua script, as Redis knows it. */
export interface Script {
  readonly source: string
  readonly sha1: string
}

export type SessionScripts = ReturnType<typeof createSessionScripts>

export interface SessionScriptsOptions {
  /** A subscriber whose node hasn't renewed it for so long counts no more. */
  leaseMs: number
  /** Keys outlive their session's deadline by this; only where no node is left to sweep do they go by it. */
  lingerMs: number
  /** Lua that leaves the time in `now`, ms; Redis' own unless a test holds it still. */
  clock?: string
}

/** Most entries of a log that one call brings. */
export const pageEvents = 1_000
/** Those that come with a join, where most have missed little. */
const joinEvents = 32

/** What is known of a session takes 14 fields; the rest are nodes that have written to it. */
const mostFields = 32

/** https://redis.io/docs/latest/commands/time/: seconds and microseconds, by the clock of the server. */
const redisClock = `
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
`

const bodies = {
  /** session, elcor, ttl, capacity */
  create: `
redis.call('HSET', key('s', ARGV[1]), 'created', int(now), 'elcor', ARGV[2], 'ttl', ARGV[3], 'cap', ARGV[4], 'head', 0,
  'mic', 0)
schedule(load(ARGV[1]))
beat()
return 1`,

  /** session or viewer → role, session, view */
  find: `
local s, role = load(ARGV[1]), 'owner'
if not s then
  local id = redis.call('GET', key('v', ARGV[1]))
  s, role = id and load(id), 'viewer'
end
if not s then return nil end
return { role, s.id, view(s) }`,

  /** session, viewer to take if there is none yet → viewer */
  share: `
local s = load(ARGV[1])
if not s then return nil end
if redis.call('HSETNX', key('s', s.id), 'viewer', ARGV[2]) == 1 then
  redis.call('SET', key('v', ARGV[2]), s.id, 'PXAT', redis.call('PEXPIRETIME', key('s', s.id)))
  return ARGV[2]
end
return s.viewer`,

  /** session, watcher, id to resume after or '' → head, page, speech, view */
  join: `
local s = load(ARGV[1])
if not s then return nil end
watching(s)
watch(s, ARGV[2])
reschedule(s)
local after = tonumber(ARGV[3])
local events = after and after <= s.head and page(s.id, int(after + 1), JOIN_PAGE) or {}
local state, at, seq = speechOf(s.id)
return { int(s.head), events, state, at, seq, view(s) }`,

  /** session, watcher */
  leave: `
local s = load(ARGV[1])
if not s then return nil end
local leaseEnd = tonumber(redis.call('ZSCORE', key('w', s.id), ARGV[2]))
if not leaseEnd then return nil end
redis.call('ZREM', key('w', s.id), ARGV[2])
if watching(s) == 0 then
  s.left = math.max(math.min(leaseEnd, now), s.left or 0)
  redis.call('HSET', key('s', s.id), 'left', int(s.left))
end
reschedule(s)
return 1`,

  /**
   * session, writer, number of the last item, then for each item: 't' and its JSON, 's' with microphone, state and
   * seconds, or 'g' and how many events were lost → ids, 0 for what has none
   */
  publish: `
local s = load(ARGV[1])
if not s then return nil end
local items, i = {}, 4
while ARGV[i] do
  local size = ARGV[i] == 's' and 3 or 1
  items[#items + 1] = { ARGV[i], ARGV[i + 1], ARGV[i + 2], ARGV[i + 3] }
  i = i + size + 1
end
local ids, nextId = {}, s.head + 1
-- An attempt whose answer was lost is made again: what it brought about is found by its number.
local done = redis.call('HGET', key('s', s.id), 'w:' .. ARGV[2])
local isDone = false
if done then
  local last, first = string.match(done, '^(%d+):(%d+):')
  isDone = tonumber(ARGV[3]) <= tonumber(last)
  if isDone then nextId = tonumber(first) end
end
local first = nextId
for n, item in ipairs(items) do
  ids[n] = 0
  if item[1] == 't' then
    ids[n] = nextId
    nextId = nextId + 1
    if not isDone then
      redis.call('XADD', key('e', s.id), 'MAXLEN', '=', redis.call('HGET', key('s', s.id), 'cap'), int(ids[n]) .. '-0', 'j', item[2])
      tell(s.id, 't ' .. int(ids[n]) .. ' ' .. item[2])
    end
  elseif item[1] == 'g' then
    nextId = nextId + tonumber(item[2])
    if not isDone then redis.call('XTRIM', key('e', s.id), 'MINID', int(nextId)) end
  elseif not isDone then
    if tonumber(item[2]) >= s.mic and speechOf(s.id) ~= item[3] then setSpeech(s.id, item[3], item[4]) end
  end
end
if not isDone then
  if not done and redis.call('HLEN', key('s', s.id)) > MOST_FIELDS then forgetWriters(s.id) end
  redis.call('HSET', key('s', s.id), 'head', int(nextId - 1), 'w:' .. ARGV[2], ARGV[3] .. ':' .. int(first) .. ':' .. int(now))
  if redis.call('PEXPIRETIME', key('e', s.id)) == -1 then
    redis.call('PEXPIREAT', key('e', s.id), redis.call('PEXPIRETIME', key('s', s.id)))
  end
end
return ids`,

  /** session, node → number, voice or '' */
  takeMicrophone: `
local s = load(ARGV[1])
if not s then return nil end
local number = redis.call('HINCRBY', key('s', s.id), 'mic', 1)
redis.call('HSET', key('s', s.id), 'mic_until', int(now + LEASE))
tell(s.id, 'm ' .. number .. ' ' .. ARGV[2])
return { number, redis.call('HGET', key('s', s.id), 'voice') or '' }`,

  /** session, number, voice */
  keepVoice: `
if not load(ARGV[1]) or redis.call('HGET', key('s', ARGV[1]), 'mic') ~= ARGV[2] then return 0 end
redis.call('HSET', key('s', ARGV[1]), 'voice', ARGV[3])
return 1`,

  /** session, number, voice or '' */
  leaveMicrophone: `
local s = load(ARGV[1])
if not s then return nil end
if ARGV[3] ~= '' then redis.call('HSET', key('s', s.id), 'voice', ARGV[3]) end
if redis.call('HGET', key('s', s.id), 'mic') == ARGV[2] then redis.call('HDEL', key('s', s.id), 'mic_until') end
return 1`,

  /** session, first id → head, page */
  history: `
local s = load(ARGV[1])
if not s then return nil end
return { int(s.head), page(s.id, ARGV[2], PAGE) }`,

  /** session, reason */
  remove: `
local s = load(ARGV[1])
if not s then return 0 end
drop(s, ARGV[2])
return 1`,

  /** → how many were removed, and whether there may be more */
  sweep: `
if beat() then return { 0, 0 } end
local due = redis.call('ZRANGE', KEYS[1], '-inf', '(' .. int(now), 'BYSCORE', 'LIMIT', 0, 100)
local removed = 0
for _, id in ipairs(due) do
  local s = load(id)
  if s then
    drop(s, 'expired')
    removed = removed + 1
  else
    redis.call('ZREM', KEYS[1], id)
  end
end
if redis.call('EXISTS', KEYS[1]) == 0 then redis.call('DEL', base .. 'pulse') end
return { removed, #due == 100 and 1 or 0 }`,

  /** → sessions in the bucket */
  beat: `
beat()
return redis.call('ZCARD', KEYS[1])`,

  /**
   * For each session: its id, the number of its microphone here or 0, how many watch it here, and their names →
   * for each its head, microphone and number of the speech state, head -1 for one that is gone; then how many sessions the
   * bucket has
   */
  renew: `
local isHeld = beat()
local answers, i = {}, 1
while ARGV[i] do
  local id, mic, count = ARGV[i], tonumber(ARGV[i + 1]), tonumber(ARGV[i + 2])
  local s = load(id)
  if s then
    if mic > s.mic then
      -- Redis lost its last moments: no number may be given twice.
      s.mic = mic
      redis.call('HSET', key('s', id), 'mic', mic)
    end
    for n = 1, count do watch(s, ARGV[i + 2 + n]) end
    if count > 0 then schedule(s, now + LEASE) end
    if mic > 0 and s.mic == mic then
      -- It was taken for gone, and here it is: what it hears is told when it changes, and that may be long.
      if not s.micUntil and speechOf(id) == 'mic_off' then s.speechSeq = setSpeech(id, 'listening', secondsOf(s)) end
      redis.call('HSET', key('s', id), 'mic_until', int(now + LEASE))
    elseif not isHeld and s.micUntil and s.micUntil <= now then
      -- Its node is gone, and nobody else will say so.
      redis.call('HDEL', key('s', id), 'mic_until')
      if speechOf(id) ~= 'mic_off' then s.speechSeq = setSpeech(id, 'mic_off', secondsOf(s)) end
    end
    answers[#answers + 1] = s.head
    answers[#answers + 1] = s.mic
    answers[#answers + 1] = s.speechSeq
  else
    answers[#answers + 1] = -1
    answers[#answers + 1] = 0
    answers[#answers + 1] = 0
  end
  i = i + 3 + count
end
answers[#answers + 1] = redis.call('ZCARD', KEYS[1])
return answers`,

  /** session, first id → head, page, microphone, speech */
  look: `
local s = load(ARGV[1])
if not s then return nil end
local state, at, seq = speechOf(s.id)
return { int(s.head), page(s.id, ARGV[2], PAGE), redis.call('HGET', key('s', s.id), 'mic'), state, at, seq }`,
}

/**
 * What is done to a session in Redis, each one atomic. `KEYS[1]` is the deadlines of its bucket. Keys that a script makes
 * from it lie on the same shard, as all of a bucket do.
 */
export function createSessionScripts({ leaseMs, lingerMs, clock = redisClock }: SessionScriptsOptions) {
  const limits = `local LEASE, LINGER, PAGE, JOIN_PAGE, MOST_FIELDS = ${leaseMs}, ${lingerMs}, ${pageEvents}, ${joinEvents}, ${mostFields}\n`
  const make = (body: string): Script => {
    const source = limits + clock + luaLibrary + body
    return { source, sha1: createHash('sha1').update(source).digest('hex') }
  }
  return {
    create: make(bodies.create),
    find: make(bodies.find),
    share: make(bodies.share),
    join: make(bodies.join),
    leave: make(bodies.leave),
    publish: make(bodies.publish),
    takeMicrophone: make(bodies.takeMicrophone),
    keepVoice: make(bodies.keepVoice),
    leaveMicrophone: make(bodies.leaveMicrophone),
    history: make(bodies.history),
    remove: make(bodies.remove),
    sweep: make(bodies.sweep),
    beat: make(bodies.beat),
    renew: make(bodies.renew),
    look: make(bodies.look),
  }
}
