import {
  pingSchema,
  sessionEndSchema,
  speechStateSchema,
  streamEventNames,
  streamOpenSchema,
  toneEventSchema,
} from '@undertone/shared'
import { computed, onScopeDispose, readonly, shallowRef } from 'vue'
import type { EventStream, OpenEventStream } from '../api/event-stream.ts'
import { parseJson } from '../api/parse-json.ts'
import type { SessionClient } from '../api/session-client.ts'
import { advanceStream, idleStream } from '../lifecycle/stream-machine.ts'
import type { StreamEffect, StreamInput, StreamState } from '../lifecycle/stream-types.ts'
import type { HeardItem } from '../stores/heard-item.ts'
import type { useTonesStore } from '../stores/tones.ts'
import type { PageLike } from './page-like.ts'
import { watchPage } from './watch-page.ts'
import type { PageHappening } from './watch-page.ts'

/** Who speaks is heard every four seconds at least. After so long without a word of it nobody knows what is heard now. */
const staleAfterMs = 10_000
const publishEveryMs = 50

export interface UseToneStreamOptions {
  readonly sessionId: string
  readonly tones: ReturnType<typeof useTonesStore>
  readonly client: Pick<SessionClient, 'check'>
  readonly openStream: OpenEventStream
  readonly page: PageLike
  readonly random: () => number
  /** The page goes on listening while it is hidden; asked at that moment. */
  readonly mayGoOnHidden: () => boolean
  /** The screen should stay on (true), or may sleep. */
  readonly onAwake: (awake: boolean) => void
  /** The server said just now that so many seconds of the session have passed. */
  readonly onTimestamp: (timestampS: number) => void
  /** Something was added to what was heard. */
  readonly onHeard: (item: HeardItem) => void
  /** The session is certainly gone; called once. */
  readonly onExpired: () => void
  /** The session was ended, here or elsewhere; called once. */
  readonly onEnded: () => void
}

/** Runs the stream machine in the browser: its inputs come from the page and the network, its effects go there. */
export function useToneStream(options: UseToneStreamOptions) {
  const { sessionId, tones, client, openStream, page, random } = options
  const state = shallowRef(idleStream)
  const wayLosses = shallowRef(0)
  /** Somebody looks at the page, and the stream of before that is replaced. */
  const isSeen = shallowRef(page.document.visibilityState === 'visible')
  let stream: EventStream | null = null
  let checking: AbortController | null = null
  let stopWatchdog = () => {}
  let stopRetry = () => {}
  let stopStale = () => {}
  let isPublishing = false

  function send(input: StreamInput): void {
    const next = advanceStream(state.value, input, random)
    if (isWayLost(input, next.state)) wayLosses.value++
    state.value = next.state
    next.effects.forEach(run)
  }

  function run(effect: StreamEffect): void {
    const { generation } = effect
    if (effect.type === 'close') close()
    else if (effect.type === 'open') open(generation)
    else if (effect.type === 'check') void check(generation)
    else if (effect.type === 'wait') stopRetry = after(effect.delayMs, { type: 'retry', generation })
    else if (effect.type === 'watch') watch(effect.silenceMs, generation)
    else if (effect.type === 'expire') options.onExpired()
    else if (effect.type === 'finish') options.onEnded()
    else options.onAwake(effect.type === 'wake')
  }

  function open(generation: number): void {
    const opening = openStream(
      `/session/${encodeURIComponent(sessionId)}/stream?last_event_id=${tones.lastId}`,
    )
    stream = opening
    const isOurs = () => stream === opening
    opening.onClosed(() => isOurs() && send({ type: 'closed', generation }))
    opening.on(streamEventNames.open, (data) => isOurs() && onOpen(data, generation))
    opening.on(streamEventNames.tone, (data, id) => isOurs() && onTone(data, Number(id), generation))
    opening.on(streamEventNames.speech, (data) => isOurs() && onSpeech(data, generation))
    opening.on(streamEventNames.ping, (data) => isOurs() && onPing(data, generation))
    opening.on(streamEventNames.end, (data) => isOurs() && onEnd(data, generation))
  }

  function onOpen(data: string, generation: number): void {
    const opened = parseJson(streamOpenSchema, data)
    if (!opened) return
    const gap = tones.openStream(opened)
    if (gap) options.onHeard(gap)
    send({ type: 'opened', generation })
  }

  function onTone(data: string, id: number, generation: number): void {
    const event = parseJson(toneEventSchema, data)
    const item = event && Number.isSafeInteger(id) ? tones.hear(id, event, isSeen.value) : null
    if (event) options.onTimestamp(event.timestamp)
    vouch()
    if (item) options.onHeard(item)
    if (tones.isCatchingUp) publishSoon()
    send({ type: 'event', generation, end: null })
  }

  /** Of a replay the first line is shown at once, the rest together and often enough. */
  function publishSoon(): void {
    if (isPublishing) return
    isPublishing = true
    tones.publish()
    page.after(publishEveryMs, () => {
      isPublishing = false
      tones.publish()
    })
  }

  function onSpeech(data: string, generation: number): void {
    const speech = parseJson(speechStateSchema, data)
    if (speech) tones.changeSpeech(speech)
    if (speech) options.onTimestamp(speech.timestamp)
    vouch()
    send({ type: 'event', generation, end: null })
  }

  /** A tone isn't shown as the one of now for longer than the server vouches for it. */
  function vouch(): void {
    stopStale()
    stopStale = page.after(staleAfterMs, () => tones.speech === 'speaking' && tones.loseSpeech())
  }

  function onPing(data: string, generation: number): void {
    const ping = parseJson(pingSchema, data)
    if (ping) options.onTimestamp(ping.timestamp)
    send({ type: 'event', generation, end: null })
  }

  function onEnd(data: string, generation: number): void {
    const reason = parseJson(sessionEndSchema, data)?.reason ?? null
    send({ type: 'event', generation, end: reason })
  }

  async function check(generation: number): Promise<void> {
    checking = new AbortController()
    send({ type: await client.check(sessionId, checking.signal), generation })
  }

  function watch(silenceMs: number, generation: number): void {
    stopWatchdog()
    stopWatchdog = after(silenceMs, { type: 'silence', generation })
  }

  function after(delayMs: number, input: StreamInput): () => void {
    return page.after(delayMs, () => send(input))
  }

  function close(): void {
    stream?.close()
    stream = null
    tones.loseSpeech()
    checking?.abort()
    checking = null
    stopWatchdog()
    stopRetry()
    stopStale()
  }

  function onPage(happening: PageHappening): void {
    const isLeaving = happening === 'hidden' || happening === 'left' || happening === 'freeze'
    if (isLeaving) isSeen.value = false
    // What is said while a hidden page listens on must be written down as it comes, or it would go with the session.
    if (happening === 'hidden' && options.mayGoOnHidden()) return
    send({ type: happening === 'left' ? 'hidden' : happening })
    if (!isLeaving && page.document.visibilityState === 'visible') isSeen.value = true
  }

  watchPage(page, onPage)
  onScopeDispose(() => {
    close()
    state.value = idleStream
    options.onAwake(false)
  })

  return {
    phase: computed(() => state.value.phase),
    /** An attempt has failed and all isn't well again: the time for words. */
    isTroubled: computed(() => state.value.phase !== 'live' && state.value.failures > 0),
    /** While it is troubled: the server answers, and gives no stream. */
    isRefused: computed(() => state.value.isRefused),
    /** Goes up whenever the way to the server turned out to be broken; a stream that ends at its age is no loss. */
    wayLosses: readonly(wayLosses),
    start: () => send({ type: 'start', isHidden: page.document.visibilityState === 'hidden' }),
    stop: () => send({ type: 'stop' }),
    isSeen: readonly(isSeen),
    /** A hidden page has stopped listening. */
    rest: () => send({ type: 'hidden' }),
    /** The way to the server was found dead elsewhere: don't wait for the silence. */
    doubt: () => send({ type: 'doubt' }),
  }
}

/** Networks change without a word; a silence, or the browser's `online`, is all that tells. */
function isWayLost({ type }: StreamInput, { phase }: StreamState): boolean {
  return phase === 'waiting' || (phase === 'opening' && (type === 'silence' || type === 'online'))
}
