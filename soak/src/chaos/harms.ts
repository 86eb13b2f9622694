import type { RedisProcess } from '../../../apps/server/test/support/redis-process.ts'
import type { Random } from '../random.ts'
import type { NodeProcess } from './node-process.ts'
import type { Pace } from './pace.ts'
import type { Troubles } from './troubles.ts'

export interface HarmContext {
  readonly nodes: readonly [NodeProcess, ...NodeProcess[]]
  readonly redis: RedisProcess
  readonly troubles: Troubles
  readonly random: Random
  readonly pace: Pace
}

export interface Harm {
  longestMs(pace: Pace): number
  run(context: HarmContext): Promise<void>
}

/** About as long as a node takes to stop in order, and to start. */
const stopMs = 3_000
const startMs = 3_000
const farthestClockS = 2 * 60 * 60

/** What befalls nodes, one of them at a time, by its name in the report. */
export const nodeHarms: Readonly<Record<string, Harm>> = {
  'a node is killed, and started again': {
    longestMs: ({ deadMs }) => deadMs[1] + startMs,
    async run({ nodes, random, pace }) {
      const node = random.pick(nodes)
      await node.kill()
      await pause(random.between(...pace.deadMs))
      await node.start()
    },
  },
  'a node is told to stop, and started again': {
    longestMs: () => stopMs + startMs,
    async run({ nodes, random }) {
      const node = random.pick(nodes)
      await node.stop()
      await node.start()
    },
  },
  'a node stands still for longer than its leases': {
    longestMs: ({ frozenMs }) => frozenMs[1],
    async run({ nodes, troubles, random, pace }) {
      const node = random.pick(nodes)
      await troubles.during(node.name, async () => {
        node.freeze()
        await pause(random.between(...pace.frozenMs))
        node.thaw()
      })
    },
  },
  'a node’s way to Redis goes dead for a while': {
    longestMs: ({ cutOffMs }) => cutOffMs[1],
    async run({ nodes, troubles, random, pace }) {
      const { name, way } = random.pick(nodes)
      await troubles.during(name, async () => {
        way.swallow()
        await pause(random.between(...pace.cutOffMs))
        way.heal()
      })
      // Redis learns of a connection that the node has given up, as it would by itself some minutes later.
      way.bury()
    },
  },
  'a node’s wall clock jumps': {
    longestMs: () => 0,
    async run({ nodes, random }) {
      random.pick(nodes).clock.set(random.between(-farthestClockS, farthestClockS))
    },
  },
}

/** What befalls Redis. */
export const redisHarms: Readonly<Record<string, Harm>> = {
  'Redis is restarted': {
    longestMs: () => startMs,
    run: ({ redis, troubles }) => troubles.during('Redis', () => restart(redis, 'SIGTERM', 0)),
  },
  'Redis is killed, and started again': {
    longestMs: () => startMs,
    run: ({ redis, troubles }) => troubles.during('Redis', () => restart(redis, 'SIGKILL', 0)),
  },
  'Redis is gone for a while': {
    longestMs: ({ awayMs }) => awayMs + startMs,
    run: ({ redis, troubles, random, pace }) =>
      troubles.during('Redis', () => restart(redis, random.chance(0.5) ? 'SIGTERM' : 'SIGKILL', pace.awayMs)),
  },
  'Redis hangs for a while': {
    longestMs: ({ awayMs }) => awayMs,
    run: ({ redis, troubles, pace }) =>
      troubles.during('Redis', async () => {
        redis.freeze()
        await pause(pace.awayMs)
        redis.thaw()
      }),
  },
}

/**
 * Lets one of `harms` after another happen, each once before any of them comes again. Each happens once, however short the
 * time, the longest first; then none that would last past `untilMs`.
 */
export async function harmOnAndOn(
  harms: Readonly<Record<string, Harm>>,
  context: HarmContext,
  { untilMs, onHarm }: { untilMs: number; onHarm: (name: string) => void },
): Promise<void> {
  const { random, pace } = context
  const byLength = Object.entries(harms).sort(([, a], [, b]) => b.longestMs(pace) - a.longestMs(pace))
  for (let deck = byLength; ; deck = random.shuffled(byLength)) {
    for (const [name, harm] of deck) {
      const pauseMs = random.between(...pace.pauseMs)
      if (deck !== byLength && performance.now() + pauseMs + harm.longestMs(pace) > untilMs) return
      await pause(pauseMs)
      onHarm(name)
      await harm.run(context)
    }
  }
}

async function restart(redis: RedisProcess, signal: NodeJS.Signals, awayMs: number): Promise<void> {
  await redis.kill(signal)
  await pause(awayMs)
  await redis.start()
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
