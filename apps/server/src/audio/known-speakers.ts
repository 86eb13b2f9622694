import type { Clock } from '../clock.ts'

/** A phone that lost its network, or whose microphone another program took, is back within this time. */
const rememberedMs = 120_000

/** Sessions that had a microphone here a moment ago: who comes back is no newcomer. */
export interface KnownSpeakers {
  left(sessionId: string): void
  has(sessionId: string): boolean
  forget(sessionId: string): void
  /** Lets go of what is too long ago: of a session whose microphone went elsewhere no end is told here. */
  forgetOld(): void
}

export function createKnownSpeakers(clock: Clock): KnownSpeakers {
  const leftAtMs = new Map<string, number>()
  const isRecent = (atMs: number) => clock.nowMs() - atMs < rememberedMs
  return {
    left: (sessionId) => void leftAtMs.set(sessionId, clock.nowMs()),
    has: (sessionId) => isRecent(leftAtMs.get(sessionId) ?? -Infinity),
    forget: (sessionId) => void leftAtMs.delete(sessionId),
    forgetOld() {
      for (const [sessionId, atMs] of leftAtMs) if (!isRecent(atMs)) leftAtMs.delete(sessionId)
    },
  }
}
