import type { NodeTale } from './node-messages.ts'
import type { NodeRun } from './node-process.ts'
import type { Troubles } from './troubles.ts'

/** Which microphones the nodes have open. */
export interface Microphones {
  take(run: NodeRun, tale: NodeTale): void
  /** To be called every now and then. */
  look(): void
  /** Those that went on beside a newer one of their session, though their node could have known. */
  stale(): number
}

interface Open {
  readonly run: NodeRun
  readonly sessionId: string
  readonly number: number
  /** Since when there is a newer one; null while there is none. */
  passedAtMs: number | null
}

/** A node asks every ten seconds at least which microphone a session has, and at once when Redis is back. */
const knownWithinMs = 15_000

export function createMicrophones(troubles: Troubles, now: () => number): Microphones {
  const open = new Map<string, Open>()
  const newest = new Map<string, number>()
  const stale = new Set<string>()

  function couldKnow({ run, passedAtMs }: Open, nowMs: number): boolean {
    const fromMs = nowMs - knownWithinMs
    if (run.end !== null || passedAtMs === null || passedAtMs > fromMs) return false
    return !['Redis', run.node].some((who) => troubles.met(who, fromMs, nowMs))
  }

  return {
    stale: () => stale.size,
    take(run, tale) {
      if (tale.say === 'removed') {
        for (const [name, { run: of, sessionId }] of open)
          if (of === run && sessionId === tale.sessionId) open.delete(name)
      }
      if (tale.say !== 'microphone') return
      const { sessionId, number } = tale
      const name = `${run.name} ${sessionId} ${number}`
      newest.set(sessionId, Math.max(number, newest.get(sessionId) ?? 0))
      if (tale.isOn) open.set(name, { run, sessionId, number, passedAtMs: null })
      else open.delete(name)
    },
    look() {
      const nowMs = now()
      for (const [name, each] of open) {
        if (each.number < (newest.get(each.sessionId) ?? 0)) each.passedAtMs ??= nowMs
        if (each.run.end !== null) open.delete(name)
        else if (couldKnow(each, nowMs)) stale.add(name)
      }
    },
  }
}
