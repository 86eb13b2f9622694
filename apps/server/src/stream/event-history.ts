import type { StoredTone } from './stored-tone.ts'

/** The last events of one session. Ids start at 1 and have no holes. */
export interface EventHistory {
  /** Highest id so far, 0 before the first. */
  head(): number
  /** Lowest id still held, null when none is. */
  oldest(): number | null
  /** `stored.id` must be `head() + 1`. */
  append(stored: StoredTone): void
  /** Everything still held with an id above `afterId`, oldest first. */
  after(afterId: number): StoredTone[]
  /** Ids above `afterId` that are gone, null when none are. */
  missedAfter(afterId: number): { from: number; to: number } | null
}

/** A ring of `capacity` events; it grows with what it holds, so an empty session costs next to nothing. */
export function createEventHistory(capacity: number): EventHistory {
  const ring: StoredTone[] = []
  let head = 0

  const lowestHeld = () => head - ring.length + 1

  function after(afterId: number): StoredTone[] {
    const events: StoredTone[] = []
    for (let id = Math.max(afterId + 1, lowestHeld()); id <= head; id++) {
      const stored = ring[(id - 1) % capacity]
      if (stored) events.push(stored)
    }
    return events
  }

  return {
    head: () => head,
    oldest: () => (ring.length === 0 ? null : lowestHeld()),
    append(stored) {
      ring[(stored.id - 1) % capacity] = stored
      head = stored.id
    },
    after,
    missedAfter(afterId) {
      const to = lowestHeld() - 1
      return ring.length > 0 && afterId < to ? { from: afterId + 1, to } : null
    },
  }
}
