import type { StoredTone } from './stored-tone.ts'
import type { EventSink } from './event-sink.ts'

/** Above this many unsent bytes a reader is too slow: it is cut, and resumes by id. */
export const maxUnsentBytes = 256 * 1024
/** A replay goes to the socket in portions of about this size, or a long one would look like a slow reader. */
const replayPortionBytes = 64 * 1024

/** One open stream: first what it missed, then what happens, each id once and in order. */
export interface Subscriber {
  readonly openedAtMs: number
  /** When anything was last written, monotonic ms. */
  lastWriteMs(): number
  /** Writes `bytes` behind everything that waits; cuts a reader that can't keep up. */
  write(bytes: Uint8Array, nowMs: number): void
  /** As `write`, but only if `stored` comes after everything that this subscriber was given. */
  deliver(stored: StoredTone, nowMs: number): void
  /** Hands over everything that waits, and closes. */
  end(): void
}

export interface SubscriberStart {
  sink: EventSink
  nowMs: number
  /** Written at once, in front of the replay. */
  opening: Uint8Array[]
  replay: StoredTone[]
  /** Highest id of the session as the replay was read. */
  head: number
}

export function createSubscriber({ sink, nowMs, opening, replay, head }: SubscriberStart): Subscriber {
  let waiting: Uint8Array[] = replay.map((stored) => stored.frame)
  let next = 0
  let waitingLiveBytes = 0
  let lastId = head
  let lastWriteMs = nowMs
  let ended = false

  function pump(): void {
    while (next < waiting.length && sink.unsentBytes() < replayPortionBytes) handOverNext()
    if (next === waiting.length) forgetWaiting()
  }

  function handOverNext(): void {
    const bytes = waiting[next++]
    if (bytes) sink.write(bytes)
  }

  function forgetWaiting(): void {
    waiting = []
    next = 0
  }

  function write(bytes: Uint8Array, writtenAtMs: number): void {
    if (ended) return
    lastWriteMs = writtenAtMs
    if (waiting.length === 0) sink.write(bytes)
    else {
      waiting.push(bytes)
      waitingLiveBytes += bytes.length
    }
    // While a replay is under way only what came live on top of it counts against the reader.
    const unsentBytes = waiting.length === 0 ? sink.unsentBytes() : waitingLiveBytes
    if (unsentBytes > maxUnsentBytes) sink.destroy()
  }

  for (const bytes of opening) sink.write(bytes)
  sink.onDrain(pump)
  pump()

  return {
    openedAtMs: nowMs,
    lastWriteMs: () => lastWriteMs,
    write,
    deliver(stored, deliveredAtMs) {
      if (stored.id <= lastId) return
      lastId = stored.id
      write(stored.frame, deliveredAtMs)
    },
    end() {
      if (ended) return
      ended = true
      while (next < waiting.length) handOverNext()
      sink.end()
    },
  }
}
