import type { Clock } from '../clock.ts'

const windowMs = 10_000
const maxInWindow = 20

/** Keeps two pages that snatch one session's microphone from each other from going on for ever. */
export interface TakeoverLimit {
  /** Counts one more microphone for `sessionId`; false when it is too many in a short time. */
  allow(sessionId: string): boolean
  forget(sessionId: string): void
  /** Lets go of what is too long ago to count: of a session whose microphone went elsewhere no end is told here. */
  forgetOld(): void
}

/** At most 20 microphones a session within ten seconds. */
export function createTakeoverLimit(clock: Clock): TakeoverLimit {
  const recent = new Map<string, { sinceMs: number; count: number }>()
  return {
    allow(sessionId) {
      const nowMs = clock.nowMs()
      const known = recent.get(sessionId)
      const window = known && nowMs - known.sinceMs < windowMs ? known : { sinceMs: nowMs, count: 0 }
      window.count++
      recent.set(sessionId, window)
      return window.count <= maxInWindow
    },
    forget: (sessionId) => void recent.delete(sessionId),
    forgetOld() {
      const nowMs = clock.nowMs()
      for (const [sessionId, { sinceMs }] of recent) if (nowMs - sinceMs >= windowMs) recent.delete(sessionId)
    },
  }
}
