import type { StoredTone } from '../../stream/stored-tone.ts'
import type { StoreListener, ToldSpeech } from '../session-store.ts'
import { encodedTone } from '../../stream/stored-tone.ts'
import { parseMessage, type SessionMessage } from './session-message.ts'

/** A session as it stands in Redis now, with what was said after an id. */
export interface SessionNow {
  readonly head: number
  readonly events: readonly StoredTone[]
  readonly microphone: number
  readonly speech: ToldSpeech | null
}

export interface FollowedSessionDeps {
  sessionId: string
  /** Of this process, to know its own microphones by. */
  nodeId: string
  listener: StoreListener
  /** Null when the session is gone. */
  look: (sessionId: string, afterId: number) => Promise<SessionNow | null>
  /** The session is over: nothing more will be told of it. */
  onOver: () => void
  onError: (error: unknown) => void
}

/**
 * A session that somebody here watches or speaks into. Messages come at most once, and not at all while the connection is
 * down; ids tell what is missing, and it is read from the log before anything later is told.
 */
export interface FollowedSession {
  receive(message: string): void
  /** From now on messages may be missing. */
  lost(): void
  /** What a node that joined or renewed was told: nothing is missing if it is what was told here. */
  compare(now: { head: number; microphone: number; speechSeq: number }): void
  /** A subscriber here joined and found this: what was before the first of them is none of this node's business. */
  startAt(head: number, speechSeq: number): void
  /** It is gone from Redis. */
  over(): void
}

export function createFollowedSession(deps: FollowedSessionDeps): FollowedSession {
  const { sessionId, listener } = deps
  /** Null until the first event or join. */
  let lastId: number | null = null
  let lastSpeechSeq: number | null = null
  let lastMicrophone = 0
  let isBehind = false
  let isReading = false
  let isOver = false
  /** Messages went with their connection, and nothing of the session was heard since. */
  let isLost = false
  /** Grows with each loss: what was asked for before it says nothing of what came after. */
  let losses = 0
  let held: SessionMessage[] = []

  function over(reason: Parameters<StoreListener['removed']>[1]): void {
    if (isOver) return
    isOver = true
    held = []
    deps.onOver()
    listener.removed(sessionId, reason)
  }

  function take(message: SessionMessage): void {
    if (isOver) return
    if (message.type === 'removed') return over(message.reason)
    if (isBehind) return void held.push(message)
    if (message.type === 'tone') return takeTone(message)
    if (message.type === 'speech') return speak(message.speech)
    if (message.node === deps.nodeId) lastMicrophone = Math.max(lastMicrophone, message.number)
    else takeOver(message.number)
  }

  function takeOver(number: number): void {
    if (number <= lastMicrophone) return
    lastMicrophone = number
    listener.microphoneTaken(sessionId, number)
  }

  function takeTone(message: SessionMessage & { type: 'tone' }): void {
    if (lastId !== null && message.id <= lastId) return
    if (lastId !== null && message.id > lastId + 1) {
      held.push(message)
      return catchUp()
    }
    tell(encodedTone(message.id, message.json))
  }

  function tell(stored: StoredTone): void {
    lastId = stored.id
    listener.appended(sessionId, stored)
  }

  function speak(speech: ToldSpeech): void {
    if (speech.seq <= (lastSpeechSeq ?? 0)) return
    lastSpeechSeq = speech.seq
    listener.spoke(sessionId, speech)
  }

  function catchUp(): void {
    isBehind = true
    if (isReading || isOver) return
    isReading = true
    const lossesAtFirst = losses
    deps
      .look(sessionId, lastId ?? Number.MAX_SAFE_INTEGER)
      .then(
        (now) => {
          isReading = false
          if (!now) over('expired')
          else if (losses === lossesAtFirst) standAt(now)
        },
        (error: unknown) => {
          // Where it is out of reach, the next renewal finds out again what is missing.
          isReading = false
          deps.onError(error)
        },
      )
      .catch(deps.onError)
  }

  function standAt({ head, events, microphone, speech }: SessionNow): void {
    for (const stored of events) if (lastId !== null && stored.id === lastId + 1) tell(stored)
    // What is missing was let go before it was read.
    if ((lastId ?? head) < head) listener.broken(sessionId)
    forget(head, speech?.seq ?? 0)
    lastId = head
    if (speech) speak(speech)
    takeOver(microphone)
    release()
  }

  /** A Redis that was restored from an older state gives ids anew: whoever heard the old ones must resume by them. */
  function forget(head: number, speechSeq: number): void {
    if ((lastId ?? 0) <= head && (lastSpeechSeq ?? 0) <= speechSeq) return
    lastId = head
    lastSpeechSeq = speechSeq
    listener.broken(sessionId)
  }

  function release(): void {
    isBehind = false
    isLost = false
    const messages = held
    held = []
    for (const message of messages) take(message)
  }

  return {
    receive(text) {
      const message = parseMessage(text)
      if (message) take(message)
    },
    lost() {
      losses++
      isBehind = true
      isLost = true
      // The log has them, if Redis still does.
      held = []
    },
    compare({ head, microphone, speechSeq }) {
      takeOver(microphone)
      // Nothing can have been told since. Else a message that came behind this answer may have been taken before it.
      if (isLost) forget(head, speechSeq)
      isLost = false
      if ((lastId ?? head) !== head || (lastSpeechSeq ?? speechSeq) !== speechSeq) catchUp()
      else if (!isReading) release()
    },
    startAt(head, speechSeq) {
      lastId ??= head
      lastSpeechSeq ??= speechSeq
    },
    over: () => over('expired'),
  }
}
