/** Turns this device's time into seconds of the session, as the server counts them. */
export interface SessionClock {
  /** The server said just now that so many seconds have passed. */
  observe(timestampS: number): void
  /** Seconds of the session at `wallMs` (since 1970); null while nothing is known. Never below 0. */
  at(wallMs: number): number | null
}

/**
 * `startedAtMs`: when the session started, as this device remembers it; null where it wasn't there. What the server says
 * always comes a little late, so of all that it said the word that came soonest counts. `nowMs`: Date.now.
 */
export function createSessionClock(startedAtMs: number | null, nowMs: () => number): SessionClock {
  let startMs = startedAtMs
  return {
    observe(timestampS) {
      const seenStartMs = nowMs() - timestampS * 1_000
      startMs = Math.min(startMs ?? seenStartMs, seenStartMs)
    },
    at: (wallMs) => (startMs === null ? null : Math.max(0, (wallMs - startMs) / 1_000)),
  }
}
