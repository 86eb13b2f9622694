import type { SpeechState, SpeechStateName, StreamOpen, ToneEvent } from '@undertone/shared'
import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import { isTone } from './heard-item.ts'
import type { HeardItem, Unheard } from './heard-item.ts'

/** A stretch in which somebody spoke and nothing could be claimed, seconds of the session. */
export interface UnclearStretch {
  readonly fromS: number
  readonly toS: number | null
}

/** A tone is dated when it was heard, speech when the server had worked that out: half a second later at most. */
const judgingS = 0.5
/** A hole shorter than this is a hiccup, not worth a line. */
const shortestUnheardS = 1

/** Everything that was heard in the session at hand, in order, and what is heard now. */
// eslint-disable-next-line undertone/own-lines -- a store's state, and the names of all it gives; what it does is in short functions
export const useTonesStore = defineStore('tones', () => {
  /** All that was heard; `items` is what the page shows of it, at most a moment behind. */
  let heard: HeardItem[] = []
  // Hours of talk are thousands of lines: the list is replaced, no line of it is watched.
  const items = shallowRef<readonly HeardItem[]>([])
  const unclear = shallowRef<readonly UnclearStretch[]>([])
  const speech = shallowRef<SpeechStateName | null>(null)
  /** A tone from before this belongs to an earlier turn of speech. Seconds of the session. */
  const spokenSinceS = shallowRef(0)
  /** Highest event id so far: what a new stream is asked to go on from. */
  const lastId = shallowRef(0)
  /** The session that all of this belongs to. */
  const sessionId = shallowRef<string | null>(null)
  /** The stream has given everything up to here that was said before it opened. */
  const replayUpTo = shallowRef(0)
  /** How often the server began to count its ids anew. */
  let epoch = 0
  let isGuest = false
  /** Up to here it was said before a guest came. */
  let earlierUpTo = 0
  /** The latest moment that the server spoke of, seconds of the session. */
  let knownUpToS = 0

  /** What was said while nobody looked is still coming in. */
  const isCatchingUp = computed(() => lastId.value < replayUpTo.value)
  const latest = computed(() => items.value.findLast(isTone) ?? null)
  /** The newest tone, while it is of the turn of speech at hand. */
  const isLatestOfNow = computed(() => (latest.value?.event.timestamp ?? -1) >= spokenSinceS.value)

  /**
   * Makes room for the session `id`; what is here stays where it is that session's. A guest comes to a conversation that
   * goes on: what was said before isn't caught up, as they weren't away.
   */
  function begin(id: string, as: 'owner' | 'guest' = 'owner'): void {
    if (sessionId.value === id) return
    reset()
    sessionId.value = id
    isGuest = as === 'guest'
  }

  /** Goes on after `id`, the highest of what was shown before and isn't kept any more. */
  function skipTo(id: number): void {
    lastId.value = Math.max(lastId.value, id)
  }

  /** Takes what a stream says of itself first. Returns the gap it names, if any. */
  function openStream(open: StreamOpen): HeardItem | null {
    if (isGuest && lastId.value === 0) earlierUpTo = open.head
    if (open.resumed_from === null && open.head < lastId.value) {
      // The server came back with an older memory: what was shown stays, ids count from where it stands.
      lastId.value = open.head
      replayUpTo.value = open.head
      epoch++
      return null
    }
    replayUpTo.value = open.head
    const missed = missedBy(open, lastId.value)
    if (!missed || missed.to < Math.max(missed.from, lastId.value + 1)) return null
    return add({ kind: 'gap', ...nextPlace(), ...missed }, missed.to)
  }

  /** Adds a tone, once: null where its id was there before. `isSeen`: somebody looks at the page as it comes. */
  function hear(id: number, event: ToneEvent, isSeen: boolean): HeardItem | null {
    if (id <= lastId.value) return null
    const isReplayed = id <= replayUpTo.value
    const caughtUp = !isSeen || (isReplayed && id > earlierUpTo)
    if (isReplayed) closeUnclear(event.timestamp)
    else hearNow(event.timestamp)
    return add({ kind: 'tone', ...nextPlace(), id, event, caughtUp }, id)
  }

  /**
   * Adds a stretch in which no sound reached the server, seconds of the session. What another microphone heard in it
   * stands for itself: only what comes after it is told. Null where nothing worth telling remains.
   */
  function addUnheard({ fromS, toS, why }: Pick<Unheard, 'fromS' | 'toS' | 'why'>): HeardItem | null {
    const afterId = lastId.value
    const sinceS = Math.max(fromS, heard.findLast(isTone)?.event.timestamp ?? 0)
    if (toS - sinceS < shortestUnheardS) return null
    return add({ kind: 'unheard', ...nextPlace(), afterId, fromS: sinceS, toS, why }, afterId)
  }

  function changeSpeech({ state, timestamp }: SpeechState): void {
    knownUpToS = Math.max(knownUpToS, timestamp)
    if (state !== 'unclear') closeUnclear(timestamp)
    else if (unclear.value.at(-1)?.toS !== null)
      unclear.value = [...unclear.value, { fromS: timestamp, toS: null }]
    if (state === 'speaking') spokenSinceS.value = timestamp - judgingS
    speech.value = state
  }

  /** The stream is closed: nobody can tell what is heard now. */
  function loseSpeech(): void {
    publish()
    closeUnclear(knownUpToS)
    speech.value = null
  }

  /** A live tone is of the turn at hand, though it be dated from before the server said that somebody speaks. */
  function hearNow(timestamp: number): void {
    const sinceS = speech.value === 'speaking' ? spokenSinceS.value : timestamp
    changeSpeech({ state: 'speaking', timestamp })
    spokenSinceS.value = Math.min(sinceS, timestamp)
  }

  function closeUnclear(timestamp: number): void {
    const open = unclear.value.at(-1)
    if (open?.toS === null) unclear.value = [...unclear.value.slice(0, -1), { ...open, toS: timestamp }]
  }

  /** Puts back what a page showed before it was reloaded. */
  function restore(kept: readonly HeardItem[]): void {
    heard = [...kept]
    publish()
    const last = kept.at(-1)
    epoch = last?.epoch ?? 0
    lastId.value = last ? lastIdOf(last) : 0
  }

  function reset(): void {
    heard = []
    items.value = []
    unclear.value = []
    speech.value = null
    spokenSinceS.value = 0
    lastId.value = 0
    replayUpTo.value = 0
    epoch = 0
    isGuest = false
    earlierUpTo = 0
    knownUpToS = 0
    sessionId.value = null
  }

  function nextPlace(): { seq: number; epoch: number } {
    return { seq: (heard.at(-1)?.seq ?? -1) + 1, epoch }
  }

  /** `id`: the highest that is known from now on. */
  function add(item: HeardItem, id: number): HeardItem {
    heard.push(item)
    // A long replay comes in one go: to show each of its lines by itself would hold up all of them.
    if (id >= replayUpTo.value) publish()
    lastId.value = id
    return item
  }

  /** Shows what is still held back of a replay. */
  function publish(): void {
    if (items.value.length !== heard.length) items.value = [...heard]
  }

  return {
    sessionId,
    items,
    unclear,
    speech,
    spokenSinceS,
    lastId,
    latest,
    isLatestOfNow,
    isCatchingUp,
    publish,
    begin,
    skipTo,
    openStream,
    hear,
    addUnheard,
    changeSpeech,
    loseSpeech,
    restore,
    reset,
  }
})

function missedBy(open: StreamOpen, lastId: number): { from: number; to: number } | null {
  if (open.missed) return open.missed
  // A server that took no notice of our id goes on live: what lies between is missed.
  return open.resumed_from === null && open.head > lastId ? { from: lastId + 1, to: open.head } : null
}

function lastIdOf(item: HeardItem): number {
  if (item.kind === 'tone') return item.id
  return item.kind === 'gap' ? item.to : item.afterId
}
