import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { SharedHits } from '../session-store.ts'
import { hitsKey } from './redis-keys.ts'
import type { RedisLink } from './redis-link.ts'
import type { Script } from './session-scripts.ts'

/** window, ms → count, what is left of the window, ms */
const add = scriptOf(`
local count = redis.call('INCR', KEYS[1])
if count == 1 then redis.call('PEXPIRE', KEYS[1], ARGV[1]) end
return { count, redis.call('PTTL', KEYS[1]) }`)

const takeBack = scriptOf(`
if tonumber(redis.call('GET', KEYS[1]) or 0) > 0 then return redis.call('DECR', KEYS[1]) end
return 0`)

const addedSchema = z.tuple([z.number(), z.number()])

/** Counts that all nodes share, each gone with its window. */
export function createSharedHits({ run }: Pick<RedisLink, 'run'>): SharedHits {
  return {
    async add(name, windowMs) {
      const [count, leftMs] = addedSchema.parse(await run(add, hitsKey(name), [String(windowMs)]))
      return { count, leftMs }
    },
    takeBack: async (name) => void (await run(takeBack, hitsKey(name), [])),
  }
}

function scriptOf(source: string): Script {
  return { source, sha1: createHash('sha1').update(source).digest('hex') }
}
