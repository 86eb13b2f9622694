import type { StoredTone } from './stored-tone.ts'

/** What somebody catches up with: whole events as they stand on the stream, oldest first, some to a piece. */
export interface Replay {
  /** Of events. */
  readonly count: number
  /** Some kB each at most, unless one event alone is longer. */
  readonly pieces: readonly Uint8Array[]
}

export const nothingToReplay: Replay = { count: 0, pieces: [] }

export function replayOf(events: readonly StoredTone[]): Replay {
  return { count: events.length, pieces: events.map(({ frame }) => frame) }
}
