import { isIdle, type Session } from './session.ts'

/** Where a session stands in line; what it belongs to is the store's. */
export interface IdlePlace {
  readonly session: Session
  /** Who went idle just before it, and just after it; null at the ends of a line, and in none. */
  earlier: IdlePlace | null
  later: IdlePlace | null
}

/** Sessions that nobody watches, in the order in which they went idle. */
export interface IdleLines {
  /** `place` must be in no line. */
  add(place: IdlePlace): void
  /** Does nothing for one that is in no line. */
  remove(place: IdlePlace): void
  /** A session whose idle time is over, null if there is none; looks at one session of each idle time at most. */
  firstDue(nowMs: number): Session | null
}

interface Line {
  first: IdlePlace | null
  last: IdlePlace | null
}

/**
 * One line for each idle time in use. Within a line whoever went idle first is due first, so a sweep reads heads only: a
 * million live sessions cost it nothing. The places hold each other: a Map keeps the holes of what was taken out, and
 * each look at its first entry goes over all of them.
 */
export function createIdleLines(): IdleLines {
  const lines = new Map<number, Line>()

  function lineOf({ session }: IdlePlace): Line {
    const line = lines.get(session.idleTtlMs) ?? { first: null, last: null }
    lines.set(session.idleTtlMs, line)
    return line
  }

  return {
    add(place) {
      const line = lineOf(place)
      place.earlier = line.last
      if (line.last) line.last.later = place
      else line.first = place
      line.last = place
    },
    remove(place) {
      const line = lineOf(place)
      const { earlier, later } = place
      if (!earlier && line.first !== place) return
      if (earlier) earlier.later = later
      else line.first = later
      if (later) later.earlier = earlier
      else line.last = earlier
      place.earlier = null
      place.later = null
    },
    firstDue(nowMs) {
      for (const { first } of lines.values()) if (first && isIdle(first.session, nowMs)) return first.session
      return null
    },
  }
}
