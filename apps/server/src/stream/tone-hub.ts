import type { EndReason } from '@undertone/shared'
import type { Clock } from '../clock.ts'
import { tryLater } from '../errors.ts'
import type { Joined, SessionStore, ToldSpeech } from '../sessions/session-store.ts'
import { isViewer, type Audience } from './audience.ts'
import type { EventSink } from './event-sink.ts'
import { findPlace } from './find-place.ts'
import { createSeat, type Seat, type SeatRules } from './seat.ts'
import type { StoredTone } from './stored-tone.ts'
import { createViewerCopies, type ViewerCopies } from './viewer-copies.ts'

export interface ToneHubDeps extends Omit<SeatRules, 'onCut'> {
  store: Pick<SessionStore, 'join' | 'leave'>
  clock: Clock
  maxStreamsPerSession: number
  onError: (error: unknown) => void
}

/** So far. */
export interface HubCounts {
  opened: number
  /** Of those opened, the ones that resumed after an id. */
  replays: number
  /** Events told to them once more, and events that were held no longer. */
  replayed: number
  missed: number
  /** Live events, times the seats that they were handed to. */
  delivered: number
  slowReadersCut: number
}

export interface Subscription {
  /** To be called when the socket is gone, however it went. */
  leave(): void
}

/** Carries each session's events to whoever watches it on this process. */
export interface ToneHub {
  /**
   * Opens a stream on a session. `openSink` is called once the session is certain; then `stream-open`, the replay
   * after `afterId` and live events follow without a seam. Null when there is no such session, or no sink because
   * nobody is there any more. In a full session a viewer makes room for an owner.
   * @throws ProblemError `too_many_requests` when the session has all the streams it may have, `store_unavailable`
   * when the store took longer to answer than a stream may last
   */
  subscribe(
    audience: Audience,
    afterId: number | null,
    openSink: () => EventSink | null,
  ): Promise<Subscription | null>
  deliver(sessionId: string, stored: StoredTone): void
  tell(sessionId: string, speech: ToldSpeech): void
  /** Ends every stream of a session that goes on: whoever watches comes back, and resumes by id. */
  restart(sessionId: string): void
  /** Ends every stream of a session that is gone. */
  close(sessionId: string, reason: EndReason): void
  streamCount(): number
  /** Sessions for which anything is kept, for leak tests. */
  roomCount(): number
  counts(): Readonly<HubCounts>
  stop(): void
}

interface Room {
  readonly seats: Set<Seat>
  /**
   * Of this session alone: a weak map never gives back the room for entries that are gone. Null until a viewer comes, for
   * it takes more than all else here.
   */
  copies: ViewerCopies | null
}

export function createToneHub(deps: ToneHubDeps): ToneHub {
  const { store, clock } = deps
  const rooms = new Map<string, Room>()
  const counts: HubCounts = { opened: 0, replays: 0, replayed: 0, missed: 0, delivered: 0, slowReadersCut: 0 }
  const rules = { ...deps, onCut: () => void counts.slowReadersCut++ }
  // One timer for all streams: a timer for each costs more than the look at each.
  const ticker = clock.every(Math.min(1_000, deps.pingIntervalMs / 4, deps.streamMaxAgeMs / 20), tick)

  function roomOf(sessionId: string): Room {
    const room = rooms.get(sessionId) ?? newRoom()
    rooms.set(sessionId, room)
    return room
  }

  function takeSeat(audience: Audience): Seat {
    const place = findPlace(roomOf(audience.sessionId).seats, audience, deps.maxStreamsPerSession)
    if (place === 'full') {
      throw tryLater(
        'too_many_requests',
        'This session is open in too many places. Close one of them first.',
        5,
      )
    }
    if (place !== 'free') end(place)
    const seat = createSeat({
      audience,
      copies: copiesFor(audience),
      nowMs: clock.nowMs(),
      rules,
    })
    // Only now: the room goes with the last one who leaves it.
    roomOf(audience.sessionId).seats.add(seat)
    return seat
  }

  function copiesFor(audience: Audience): ViewerCopies | null {
    return isViewer(audience) ? (roomOf(audience.sessionId).copies ??= createViewerCopies(audience)) : null
  }

  function leaveSeat(seat: Seat): boolean {
    const { sessionId } = seat.audience
    const room = rooms.get(sessionId)
    if (!room?.seats.delete(seat)) return false
    if (room.seats.size === 0) rooms.delete(sessionId)
    return true
  }

  /** For a seat whose stream the store counts, as `watcherId`. */
  function leave(seat: Seat, watcherId: string): void {
    if (leaveSeat(seat)) store.leave(seat.audience.sessionId, watcherId).catch(deps.onError)
  }

  function end(seat: Seat): void {
    const watcherId = seat.watcherId()
    if (watcherId !== null) leave(seat, watcherId)
    seat.end()
  }

  function tick(): void {
    const nowMs = clock.nowMs()
    for (const { seats } of rooms.values()) {
      for (const seat of seats) {
        seat.tick(nowMs)
        // Nobody knows whether the store will ever answer; if it does, the stream is told to come again.
        if (seat.isGivenUp()) leaveSeat(seat)
      }
    }
  }

  return {
    async subscribe(audience, afterId, openSink) {
      const { sessionId } = audience
      const seat = takeSeat(audience)
      // Seated before the history is read: what is published meanwhile waits in the seat, and nothing falls between.
      const joined = await store.join(sessionId, afterId).catch((error: unknown) => {
        leaveSeat(seat)
        throw error
      })
      if (!joined) {
        leaveSeat(seat)
        return null
      }
      if (seat.isGivenUp()) {
        store.leave(sessionId, joined.watcherId).catch(deps.onError)
        throw tryLater('store_unavailable', 'That took too long. Please try again.', 1)
      }
      const subscription = { leave: () => leave(seat, joined.watcherId) }
      let sink: EventSink | null = null
      try {
        sink = openSink()
        if (sink) {
          seat.open(sink, joined, clock.nowMs())
          countOpened(counts, joined)
          return subscription
        }
      } catch (error) {
        // Whoever opened it has let go of it: nobody else would ever close it.
        sink?.destroy()
        subscription.leave()
        throw error
      }
      subscription.leave()
      return null
    },
    deliver(sessionId, stored) {
      const seats = rooms.get(sessionId)?.seats
      if (!seats) return
      const nowMs = clock.nowMs()
      counts.delivered += seats.size
      for (const seat of seats) seat.deliver(stored, nowMs)
    },
    tell(sessionId, speech) {
      const nowMs = clock.nowMs()
      for (const seat of rooms.get(sessionId)?.seats ?? []) seat.tell(speech, nowMs)
    },
    restart(sessionId) {
      for (const seat of rooms.get(sessionId)?.seats ?? []) end(seat)
    },
    close(sessionId, reason) {
      const room = rooms.get(sessionId)
      rooms.delete(sessionId)
      for (const seat of room?.seats ?? []) seat.close(reason, clock.nowMs())
    },
    streamCount: () => [...rooms.values()].reduce((total, { seats }) => total + seats.size, 0),
    roomCount: () => rooms.size,
    counts: () => counts,
    stop: () => ticker.stop(),
  }
}

function countOpened(counts: HubCounts, { resumedFrom, replay, missed }: Joined): void {
  counts.opened++
  if (resumedFrom === null) return
  counts.replays++
  counts.replayed += replay.count
  counts.missed += missed ? missed.to - missed.from + 1 : 0
}

function newRoom(): Room {
  return { seats: new Set(), copies: null }
}
