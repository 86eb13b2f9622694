import type { StoredTone } from './stored-tone.ts'
import type { EventSink } from './event-sink.ts'
import type { Replay } from './replay.ts'
import type { ViewerCopies } from './viewer-copies.ts'

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
  replay: Replay
  /** For a viewer: of the replay they are made as it goes out. Null for an owner. */
  copies: Pick<ViewerCopies, 'ofFrames'> | null
  /** Highest id of the session as the replay was read. */
  head: number
  /** Told once if this reader is cut as too slow. */
  onCut: () => void
}

export function createSubscriber(start: SubscriberStart): Subscriber {
  return new OneSubscriber(start)
}

/** A class, as there are thousands of them: closures would be made anew for each. */
class OneSubscriber implements Subscriber {
  readonly openedAtMs: number
  readonly #sink: EventSink
  readonly #onCut: () => void
  /** What is left of the replay, and live events behind it; null once all is handed over. */
  #waiting: Waiting | null = null
  #lastId: number
  #lastWriteMs: number
  #ended = false

  constructor({ sink, nowMs, opening, replay, copies, head, onCut }: SubscriberStart) {
    this.openedAtMs = nowMs
    this.#sink = sink
    this.#onCut = onCut
    this.#lastId = head
    this.#lastWriteMs = nowMs
    for (const bytes of opening) sink.write(bytes)
    if (replay.count > 0) this.#hold(new Waiting(replay, copies))
  }

  lastWriteMs(): number {
    return this.#lastWriteMs
  }

  write(bytes: Uint8Array, nowMs: number): void {
    if (this.#ended) return
    this.#lastWriteMs = nowMs
    if (this.#waiting === null) {
      if (!this.#sink.write(bytes)) this.#cutIfBehind(this.#sink.unsentBytes())
      return
    }
    this.#waiting.push(bytes)
    // While a replay is under way only what came live on top of it counts against the reader.
    this.#cutIfBehind(this.#waiting.liveBytes)
  }

  deliver(stored: StoredTone, nowMs: number): void {
    if (stored.id <= this.#lastId) return
    this.#lastId = stored.id
    this.write(stored.frame, nowMs)
  }

  end(): void {
    if (this.#ended) return
    this.#ended = true
    this.#waiting?.handOver(this.#sink, Infinity)
    this.#sink.end()
  }

  #cutIfBehind(unsentBytes: number): void {
    if (unsentBytes <= maxUnsentBytes) return
    this.#ended = true
    this.#sink.destroy()
    this.#onCut()
  }

  #hold(waiting: Waiting): void {
    this.#waiting = waiting
    this.#pump()
    if (this.#waiting !== null) this.#sink.onDrain(() => this.#pump())
  }

  #pump(): void {
    if (this.#waiting?.handOver(this.#sink, replayPortionBytes)) this.#waiting = null
  }
}

/** Frames that go to the socket in portions, in order. */
class Waiting {
  /** Of frames that came live. */
  liveBytes = 0
  readonly #replay: Replay
  readonly #copies: SubscriberStart['copies']
  readonly #live: Uint8Array[] = []
  #next = 0

  constructor(replay: Replay, copies: SubscriberStart['copies']) {
    this.#replay = replay
    this.#copies = copies
  }

  push(bytes: Uint8Array): void {
    this.#live.push(bytes)
    this.liveBytes += bytes.length
  }

  /** True once all was handed over; stops as soon as `sink` has so many bytes that are unsent. */
  handOver(sink: EventSink, mostUnsentBytes: number): boolean {
    const { pieces } = this.#replay
    for (; this.#next < pieces.length + this.#live.length; this.#next++) {
      if (sink.unsentBytes() >= mostUnsentBytes) return false
      const piece = pieces[this.#next]
      if (piece) sink.write(this.#copies?.ofFrames(piece) ?? piece)
      else this.#handOverLive(sink, this.#next - pieces.length)
    }
    return true
  }

  #handOverLive(sink: EventSink, at: number): void {
    const bytes = this.#live[at]
    if (!bytes) return
    this.liveBytes -= bytes.length
    sink.write(bytes)
  }
}
