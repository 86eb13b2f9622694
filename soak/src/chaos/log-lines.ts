import { z } from 'zod/mini'
import type { NodeRun } from './node-process.ts'
import type { Troubles } from './troubles.ts'

/** What nodes wrote to stderr. */
export interface LogLines {
  take(run: NodeRun, line: string): void
  /** Something else that a node should never do. */
  fault(what: string): void
  /** How often the store said that Redis is out of reach, while it was. */
  expected(): number
  unexpected(): number
  /** What was unexpected, each kind once, with how often it came. */
  kinds(): string[]
}

const lineSchema = z.object({
  msg: z.literal('store'),
  err: z.object({ message: z.string() }),
})

/** What the connection to Redis says as it is lost or can't be made: of node-redis, of Node, and of the store's own watch. */
const lostConnection =
  /^(?:Socket closed unexpectedly|Redis does not answer|Connection timeout|(?:connect|read|write) (?:ECONNREFUSED|ECONNRESET|EPIPE)\b.*)$/
/** A node may find out so late that Redis was away. */
const noticedWithinMs = 5_000

/** Expected is one thing alone: a lost connection to Redis, while Redis was away or just after the node itself stood still. */
export function createLogLines(troubles: Troubles, now: () => number): LogLines {
  let expected = 0
  let unexpected = 0
  const kinds = new Map<string, number>()

  function isExpected(run: NodeRun, line: string): boolean {
    const parsed = lineSchema.safeParse(parseOrNull(line))
    if (!parsed.success || !lostConnection.test(parsed.data.err.message)) return false
    const nowMs = now()
    return ['Redis', run.node].some((who) => troubles.met(who, nowMs - noticedWithinMs, nowMs))
  }

  function fault(kind: string): void {
    unexpected++
    kinds.set(kind, (kinds.get(kind) ?? 0) + 1)
  }

  return {
    fault,
    take(run, line) {
      if (isExpected(run, line)) return void expected++
      fault(kindOf(line))
    },
    expected: () => expected,
    unexpected: () => unexpected,
    kinds: () => [...kinds].map(([kind, times]) => `${times} × ${kind}`),
  }
}

/** Without what differs from one time to the next. */
function kindOf(line: string): string {
  return line.replace(/"(?:time|pid)":\d+,/g, '')
}

function parseOrNull(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return null
  }
}
