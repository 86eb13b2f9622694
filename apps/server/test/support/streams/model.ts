import type { EndReason } from '@undertone/shared'

/** What the model and the world have in common. */
export const limits = {
  historyCapacity: 6,
  maxStreams: 6,
  maxViewers: 5,
  pingIntervalMs: 15_000,
  streamMaxAgeMs: 120_000,
  /** With dice that always fall in the middle. */
  endsAtAgeMs: 117_000,
  tickMs: 1_000,
}

export interface ModelSession {
  readonly name: string
  readonly id: string
  readonly idleTtlMs: number
  readonly createdAtMs: number
  viewerId: string | null
  head: number
  gone: boolean
  subscribers: number
  leftAtMs: number | null
  /** Not told to the hub yet. */
  notices: ModelNotice[]
  /** What the hub was told. */
  toldHead: number
  toldEnd: EndReason | null
  /** As the store has it. */
  speech: ModelSpeech | null
  readonly seats: Set<ModelSubscriber>
}

export interface ModelSubscriber {
  readonly name: string
  readonly session: ModelSession
  readonly shownId: string
  readonly afterId: number | null
  state: 'refused' | 'waiting' | 'open' | 'over'
  hungUp: boolean
  /** What it must have been sent, one line an event. */
  readonly lines: string[]
  /** Everything up to it was sent, or was before its time. */
  lastId: number
  /** The latest that was said of the speech while it waited, and the latest that it was told. */
  heldSpeech: ModelSpeech | null
  speechSeq: number
  readonly askedAtMs: number
  openedAtMs: number
  lastWriteMs: number
}

interface ModelSpeech {
  readonly seq: number
  readonly state: string
  readonly line: string
}

interface ModelCatchUp {
  readonly head: number
  readonly first: number | null
  readonly missed: { from: number; to: number } | null
  readonly speech: ModelSpeech | null
}

/** The id of an event, what is said of the speech, or why the session is over. */
type ModelNotice = number | ModelSpeech | EndReason

export interface ModelCall {
  readonly what: 'join' | 'leave'
  readonly subscriber: ModelSubscriber
  /** What a join found as it took effect; null when there was no session. */
  found: ModelCatchUp | null
}

export type Model = ReturnType<typeof createModel>

/** What must be true of sessions and streams, without a network, sockets, bytes or promises. */
export function createModel(startMs: number) {
  let nowMs = startMs
  const sessions: ModelSession[] = []
  const subscribers: ModelSubscriber[] = []
  const requests: ModelCall[] = []
  const answers: ModelCall[] = []

  function say(subscriber: ModelSubscriber, line: string): void {
    if (subscriber.state !== 'open') return
    subscriber.lines.push(line)
    subscriber.lastWriteMs = nowMs
  }

  /** Who must make room for an owner: of those who watch by the viewers' id, the one who came first. */
  function makeRoom(session: ModelSession): boolean {
    const watching = [...session.seats].filter(
      ({ shownId, state }) => shownId !== session.id && state !== 'waiting',
    )
    const [oldest] = watching
    if (!oldest) return false
    oldest.state = 'over'
    leaveSeat(oldest)
    return true
  }

  const sayTone = (subscriber: ModelSubscriber, id: number) =>
    say(subscriber, `tone-event ${id} of ${subscriber.shownId}`)

  function sayEnd(subscriber: ModelSubscriber, reason: EndReason): void {
    say(subscriber, `session-end ${JSON.stringify({ session_id: subscriber.shownId, reason })}`)
    if (subscriber.state === 'open') subscriber.state = 'over'
  }

  function saySpeech(subscriber: ModelSubscriber, speech: ModelSpeech): void {
    if (speech.seq <= subscriber.speechSeq) return
    if (subscriber.state === 'waiting') subscriber.heldSpeech = later(subscriber.heldSpeech, speech)
    if (subscriber.state !== 'open') return
    subscriber.speechSeq = speech.seq
    say(subscriber, speech.line)
  }

  function leaveSeat(subscriber: ModelSubscriber): void {
    if (subscriber.session.seats.delete(subscriber)) requests.push({ what: 'leave', subscriber, found: null })
  }

  function remove(session: ModelSession, reason: EndReason): boolean {
    if (session.gone) return false
    session.gone = true
    session.notices.push(reason)
    return true
  }

  function open(subscriber: ModelSubscriber, found: NonNullable<ModelCall['found']>): void {
    const { session, shownId, afterId } = subscriber
    subscriber.state = 'open'
    subscriber.openedAtMs = nowMs
    const opening = {
      session_id: shownId,
      head: found.head,
      resumed_from: found.first === null ? null : afterId,
      replayed: found.first === null ? 0 : found.head - found.first + 1,
      missed: found.missed,
      idle_ttl_s: session.idleTtlMs / 1_000,
      max_age_s: limits.streamMaxAgeMs / 1_000,
    }
    say(subscriber, `stream-open ${JSON.stringify(opening)}`)
    subscriber.lastId = Math.max(found.head, session.toldHead)
    for (let id = found.first ?? found.head + 1; id <= subscriber.lastId; id++) sayTone(subscriber, id)
    const speech = later(found.speech, subscriber.heldSpeech)
    if (speech) saySpeech(subscriber, speech)
    if (session.toldEnd !== null) sayEnd(subscriber, session.toldEnd)
  }

  function catchUp({ head, speech }: ModelSession, afterId: number | null): ModelCatchUp {
    if (afterId === null || afterId > head) return { head, first: null, missed: null, speech }
    const oldest = Math.max(1, head - limits.historyCapacity + 1)
    const missed = afterId + 1 < oldest ? { from: afterId + 1, to: oldest - 1 } : null
    return { head, first: Math.max(afterId + 1, oldest), missed, speech }
  }

  /** A store that takes so long to answer isn't waited for. */
  function giveUpIfOld(subscriber: ModelSubscriber): void {
    if (nowMs - subscriber.askedAtMs < limits.endsAtAgeMs) return
    subscriber.state = 'refused'
    subscriber.session.seats.delete(subscriber)
  }

  function tick(): void {
    for (const { seats, createdAtMs } of sessions) {
      for (const subscriber of seats) {
        if (subscriber.state === 'waiting') giveUpIfOld(subscriber)
        if (subscriber.state !== 'open') continue
        if (nowMs - subscriber.openedAtMs >= limits.endsAtAgeMs) subscriber.state = 'over'
        else if (nowMs - subscriber.lastWriteMs >= limits.pingIntervalMs)
          say(subscriber, `ping {"timestamp":${(nowMs - createdAtMs) / 1_000}}`)
      }
    }
  }

  return {
    sessions,
    subscribers,
    requests,
    answers,
    nowMs: () => nowMs,
    start(id: string, idleTtlMs: number): void {
      const name = `session ${sessions.length}`
      const life = { createdAtMs: nowMs, head: 0, gone: false, subscribers: 0, leftAtMs: null }
      const hub = { notices: [], toldHead: 0, toldEnd: null, speech: null, seats: new Set<ModelSubscriber>() }
      sessions.push({ name, id, idleTtlMs, viewerId: null, ...life, ...hub })
    },
    append(session: ModelSession): void {
      if (!session.gone) session.notices.push(++session.head)
    },
    remove,
    /** The sessions that a sweep must end now. */
    sweep: () =>
      sessions.filter((session) => {
        const idleMs = nowMs - (session.leftAtMs ?? session.createdAtMs)
        return session.subscribers === 0 && idleMs > session.idleTtlMs && remove(session, 'expired')
      }),
    watch(session: ModelSession, afterId: number | null, asViewer: boolean): ModelSubscriber {
      const shownId = asViewer ? (session.viewerId ?? session.id) : session.id
      const viewers = [...session.seats].filter((other) => other.shownId !== session.id).length
      const full =
        shownId === session.id
          ? session.seats.size >= limits.maxStreams && !makeRoom(session)
          : session.seats.size >= limits.maxStreams || viewers >= limits.maxViewers
      const name = `subscriber ${subscribers.length}`
      const progress = {
        lastId: 0,
        heldSpeech: null,
        speechSeq: 0,
        askedAtMs: nowMs,
        openedAtMs: 0,
        lastWriteMs: 0,
      }
      const state = full ? 'refused' : 'waiting'
      const subscriber: ModelSubscriber = {
        name,
        session,
        shownId,
        afterId,
        state,
        hungUp: false,
        lines: [],
        ...progress,
      }
      subscribers.push(subscriber)
      if (!full) {
        session.seats.add(subscriber)
        requests.push({ what: 'join', subscriber, found: null })
      }
      return subscriber
    },
    hangUp(subscriber: ModelSubscriber): void {
      subscriber.hungUp = true
      if (subscriber.state !== 'waiting') leaveSeat(subscriber)
    },
    takeEffect(call: ModelCall): void {
      requests.splice(requests.indexOf(call), 1)
      answers.push(call)
      const { session, afterId } = call.subscriber
      if (session.gone) return
      session.subscribers += call.what === 'join' ? 1 : -1
      if (call.what === 'join') call.found = catchUp(session, afterId)
      session.leftAtMs = session.subscribers === 0 ? nowMs : null
    },
    fail(call: ModelCall): void {
      requests.splice(requests.indexOf(call), 1)
      if (call.what === 'leave') return
      call.subscriber.state = 'refused'
      call.subscriber.session.seats.delete(call.subscriber)
    },
    answer(call: ModelCall): void {
      answers.splice(answers.indexOf(call), 1)
      const { subscriber, found, what } = call
      if (what === 'leave') return
      if (subscriber.state === 'refused') {
        if (found) requests.push({ what: 'leave', subscriber, found: null })
        return
      }
      if (found) open(subscriber, found)
      else subscriber.state = 'refused'
      if (!found) subscriber.session.seats.delete(subscriber)
      else if (subscriber.hungUp) leaveSeat(subscriber)
    },
    notify(session: ModelSession): void {
      const notice = session.notices.shift()
      if (typeof notice === 'number') {
        session.toldHead = notice
        for (const seat of session.seats) if (notice > seat.lastId) sayTone(seat, notice)
      } else if (typeof notice === 'object') {
        for (const seat of session.seats) saySpeech(seat, notice)
      } else if (notice !== undefined) {
        session.toldEnd = notice
        for (const seat of session.seats) sayEnd(seat, notice)
        session.seats.clear()
      }
    },
    hear(session: ModelSession, state: string): void {
      const timestamp = (nowMs - session.createdAtMs) / 1_000
      if (session.gone || session.speech?.state === state) return
      const seq = (session.speech?.seq ?? 0) + 1
      session.speech = { seq, state, line: `speech-state ${JSON.stringify({ state, timestamp })}` }
      session.notices.push(session.speech)
    },
    pass(ms: number): void {
      const untilMs = nowMs + ms
      const ticksSoFar = Math.floor((nowMs - startMs) / limits.tickMs)
      for (
        let tickMs = startMs + (ticksSoFar + 1) * limits.tickMs;
        tickMs <= untilMs;
        tickMs += limits.tickMs
      ) {
        nowMs = tickMs
        tick()
      }
      nowMs = untilMs
    },
  }
}

function later(one: ModelSpeech | null, other: ModelSpeech | null): ModelSpeech | null {
  return (one?.seq ?? 0) > (other?.seq ?? 0) ? one : other
}
