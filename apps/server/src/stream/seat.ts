import { streamEventNames, type EndReason, type SessionEnd, type StreamOpen } from '@undertone/shared'
import type { Joined, ToldSpeech } from '../sessions/session-store.ts'
import { isViewer, type Audience } from './audience.ts'
import type { EventSink } from './event-sink.ts'
import { encodeSseEvent, encodeSseRetry } from './sse-frame.ts'
import type { StoredTone } from './stored-tone.ts'
import { createSubscriber, type Subscriber } from './subscriber.ts'
import type { ViewerCopies } from './viewer-copies.ts'

export interface SeatDeps {
  audience: Audience
  copies: ViewerCopies
  nowMs: number
  pingIntervalMs: number
  streamMaxAgeMs: number
  /** 0 ≤ x < 1 */
  random: () => number
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
  const { audience, pingIntervalMs, streamMaxAgeMs, random } = deps
  // Within ± 10 %, so that streams which began together don't all come back together; the last 5 % are left for the
  // tick that notices.
  const maxAgeMs = streamMaxAgeMs * (0.9 + 0.15 * random())
  let subscriber: Subscriber | null = null
  let watcherId: string | null = null
  let held: StoredTone[] = []
  let heldSpeech: ToldSpeech | null = null
  let toldSeq = 0
  let endReason: EndReason | null = null
  let sessionStartedAtMs = 0
  let givenUp = false

  const shown = (stored: StoredTone) =>
    isViewer(audience) ? deps.copies.of(stored, audience.shownId) : stored

  function open(sink: EventSink, joined: Joined, nowMs: number): void {
    watcherId = joined.watcherId
    sessionStartedAtMs = joined.session.createdAtMs
    const opening = [
      encodeSseRetry(1_000 + 2_000 * random()),
      encodeOpen(joined, audience.shownId, streamMaxAgeMs),
    ]
    subscriber = createSubscriber({
      sink,
      nowMs,
      opening,
      replay: joined.replay.map(shown),
      head: joined.head,
    })
    for (const stored of held) subscriber.deliver(shown(stored), nowMs)
    held = []
    const speech = newer(joined.speech, heldSpeech)
    if (speech) tell(speech, nowMs)
    if (endReason) close(endReason, nowMs)
  }

  function tell(speech: ToldSpeech, nowMs: number): void {
    if (speech.seq <= toldSeq) return
    if (!subscriber) return void (heldSpeech = newer(heldSpeech, speech))
    toldSeq = speech.seq
    subscriber.write(encodeSpeech(speech), nowMs)
  }

  function giveUpIfOld(nowMs: number): void {
    if (nowMs - deps.nowMs < maxAgeMs) return
    givenUp = true
    held = []
  }

  function close(reason: EndReason, nowMs: number): void {
    endReason = reason
    subscriber?.write(encodeEnd({ session_id: audience.shownId, reason }), nowMs)
    subscriber?.end()
  }

  return {
    audience,
    isOpen: () => subscriber !== null,
    watcherId: () => watcherId,
    isGivenUp: () => givenUp,
    open,
    tell,
    close,
    end: () => subscriber?.end(),
    deliver(stored, nowMs) {
      if (subscriber) subscriber.deliver(shown(stored), nowMs)
      else held.push(stored)
    },
    tick(nowMs) {
      if (!subscriber) return giveUpIfOld(nowMs)
      if (nowMs - subscriber.openedAtMs >= maxAgeMs) subscriber.end()
      else if (nowMs - subscriber.lastWriteMs() >= pingIntervalMs) {
        subscriber.write(encodePing(nowMs - sessionStartedAtMs), nowMs)
      }
    },
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
    replayed: replay.length,
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
