import { streamEventNames, type EndReason, type SessionEnd, type StreamOpen } from '@undertone/shared'
import type { Joined, ToldSpeech } from '../sessions/session-store.ts'
import type { Audience } from './audience.ts'
import type { EventSink } from './event-sink.ts'
import { encodeSseEvent, encodeSseRetry } from './sse-frame.ts'
import type { StoredTone } from './stored-tone.ts'
import { createSubscriber, type Subscriber } from './subscriber.ts'
import type { ViewerCopies } from './viewer-copies.ts'

/** What all seats have in common. */
export interface SeatRules {
  pingIntervalMs: number
  streamMaxAgeMs: number
  /** 0 ≤ x < 1 */
  random: () => number
  /** A reader was cut as too slow. */
  onCut: () => void
}

export interface SeatDeps {
  audience: Audience
  /** Null where the session's own id is shown. */
  copies: ViewerCopies | null
  nowMs: number
  rules: SeatRules
}

/**
 * A place in a session's audience, taken before the history is read: live events wait in it until the stream is
 * open, and those that the replay already held are dropped by their id.
 */
export interface Seat {
  readonly audience: Audience
  isOpen(): boolean
  /** True once it has waited as long to be opened as a stream may last; what it held for its stream is gone then. */
  isGivenUp(): boolean
  /** What the store counts it by; null until it is open. */
  watcherId(): string | null
  open(sink: EventSink, joined: Joined, nowMs: number): void
  deliver(stored: StoredTone, nowMs: number): void
  /** Tells what is newer than what was told before. */
  tell(speech: ToldSpeech, nowMs: number): void
  /** Says why the session is over, now or as the seat opens, and ends the stream. */
  close(reason: EndReason, nowMs: number): void
  /** Ends the stream, and not its session. */
  end(): void
  /** Pings a quiet stream, ends one that has reached its age, gives one up that was never opened. */
  tick(nowMs: number): void
}

export function createSeat(deps: SeatDeps): Seat {
  return new OneSeat(deps)
}

/** What comes before a seat is open. */
interface Held {
  readonly tones: StoredTone[]
  speech: ToldSpeech | null
  endReason: EndReason | null
}

/** A class, as there are thousands of them: closures would be made anew for each. */
class OneSeat implements Seat {
  readonly audience: Audience
  readonly #copies: ViewerCopies | null
  readonly #rules: SeatRules
  readonly #takenAtMs: number
  readonly #maxAgeMs: number
  /** Null once it is open, or given up. */
  #held: Held | null = { tones: [], speech: null, endReason: null }
  #subscriber: Subscriber | null = null
  #watcherId: string | null = null
  #toldSeq = 0
  #sessionStartedAtMs = 0

  constructor({ audience, copies, nowMs, rules }: SeatDeps) {
    this.audience = audience
    this.#copies = copies
    this.#rules = rules
    this.#takenAtMs = nowMs
    // Within ± 10 %, so that streams which began together don't all come back together; the last 5 % are left for the
    // tick that notices.
    this.#maxAgeMs = rules.streamMaxAgeMs * (0.9 + 0.15 * rules.random())
  }

  isOpen(): boolean {
    return this.#subscriber !== null
  }

  isGivenUp(): boolean {
    return this.#subscriber === null && this.#held === null
  }

  watcherId(): string | null {
    return this.#watcherId
  }

  open(sink: EventSink, joined: Joined, nowMs: number): void {
    this.#watcherId = joined.watcherId
    this.#sessionStartedAtMs = joined.session.createdAtMs
    const { random, streamMaxAgeMs, onCut } = this.#rules
    const subscriber = createSubscriber({
      sink,
      nowMs,
      opening: [
        encodeSseRetry(1_000 + 2_000 * random()),
        encodeOpen(joined, this.audience.shownId, streamMaxAgeMs),
      ],
      replay: joined.replay,
      copies: this.#copies,
      head: joined.head,
      onCut,
    })
    this.#subscriber = subscriber
    const held = this.#held
    this.#held = null
    for (const stored of held?.tones ?? []) subscriber.deliver(this.#shown(stored), nowMs)
    const speech = newer(joined.speech, held?.speech ?? null)
    if (speech) this.tell(speech, nowMs)
    if (held?.endReason) this.close(held.endReason, nowMs)
  }

  deliver(stored: StoredTone, nowMs: number): void {
    if (this.#subscriber) this.#subscriber.deliver(this.#shown(stored), nowMs)
    else this.#held?.tones.push(stored)
  }

  tell(speech: ToldSpeech, nowMs: number): void {
    if (speech.seq <= this.#toldSeq) return
    if (this.#held) this.#held.speech = newer(this.#held.speech, speech)
    if (!this.#subscriber) return
    this.#toldSeq = speech.seq
    this.#subscriber.write(encodeSpeech(speech), nowMs)
  }

  close(reason: EndReason, nowMs: number): void {
    if (this.#held) this.#held.endReason = reason
    this.#subscriber?.write(encodeEnd({ session_id: this.audience.shownId, reason }), nowMs)
    this.#subscriber?.end()
  }

  end(): void {
    this.#subscriber?.end()
  }

  tick(nowMs: number): void {
    const subscriber = this.#subscriber
    if (!subscriber) {
      if (nowMs - this.#takenAtMs >= this.#maxAgeMs) this.#held = null
    } else if (nowMs - subscriber.openedAtMs >= this.#maxAgeMs) subscriber.end()
    else if (nowMs - subscriber.lastWriteMs() >= this.#rules.pingIntervalMs)
      subscriber.write(encodePing(nowMs - this.#sessionStartedAtMs), nowMs)
  }

  #shown(stored: StoredTone): StoredTone {
    return this.#copies ? this.#copies.of(stored) : stored
  }
}

function encodeOpen(
  { session, head, resumedFrom, replay, missed }: Joined,
  shownId: string,
  streamMaxAgeMs: number,
): Buffer {
  const data: StreamOpen = {
    session_id: shownId,
    head,
    resumed_from: resumedFrom,
    replayed: replay.count,
    missed,
    idle_ttl_s: session.idleTtlMs / 1000,
    max_age_s: streamMaxAgeMs / 1000,
  }
  return encodeSseEvent({ name: streamEventNames.open, data })
}

function newer(one: ToldSpeech | null, other: ToldSpeech | null): ToldSpeech | null {
  return (one?.seq ?? 0) > (other?.seq ?? 0) ? one : other
}

function encodeSpeech({ state, timestampS }: ToldSpeech): Buffer {
  return encodeSseEvent({ name: streamEventNames.speech, data: { state, timestamp: timestampS } })
}

function encodeEnd(data: SessionEnd): Buffer {
  return encodeSseEvent({ name: streamEventNames.end, data })
}

function encodePing(sessionAgeMs: number): Buffer {
  return encodeSseEvent({ name: streamEventNames.ping, data: { timestamp: Math.round(sessionAgeMs) / 1000 } })
}
