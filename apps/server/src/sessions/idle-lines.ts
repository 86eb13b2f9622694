import { isIdle, type Session } from './session.ts'

/** Sessions that nobody watches, in the order in which they went idle. */
export interface IdleLines {
  add(session: Session): void
  remove(session: Session): void
  /** Ids of the sessions whose idle time is over; looks at no more than one session beyond them for each TTL. */
  due(nowMs: number): string[]
}

/**
 * One insertion-ordered line for each idle time in use. Within a line whoever went idle first is due first, so a
 * sweep reads heads only: a million live sessions cost it nothing.
 */
export function createIdleLines(): IdleLines {
  const lines = new Map<number, Map<string, Session>>()

  function lineOf(idleTtlMs: number): Map<string, Session> {
    const line = lines.get(idleTtlMs) ?? new Map<string, Session>()
    lines.set(idleTtlMs, line)
    return line
  }

  function* dueIn(line: Map<string, Session>, nowMs: number) {
    for (const [id, session] of line) {
      if (!isIdle(session, nowMs)) return
      yield id
    }
  }

  return {
    add: (session) => void lineOf(session.idleTtlMs).set(session.id, session),
    remove: (session) => void lines.get(session.idleTtlMs)?.delete(session.id),
    due: (nowMs) => [...lines.values()].flatMap((line) => [...dueIn(line, nowMs)]),
  }
}
