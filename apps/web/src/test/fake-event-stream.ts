import type { SpeechStateName } from '@undertone/shared'
import type { EventStream } from '../api/event-stream.ts'
import { toneEvent } from './tone-event.ts'

/** An event stream that a test speaks through. */
export class FakeEventStream implements EventStream {
  readonly url: string
  isClosed = false
  readonly #listeners = new Map<string, (data: string, id: string) => void>()
  #closed: () => void = () => undefined

  constructor(url: string) {
    this.url = url
  }

  on(name: string, listener: (data: string, id: string) => void): void {
    this.#listeners.set(name, listener)
  }

  onClosed(listener: () => void): void {
    this.#closed = listener
  }

  close(): void {
    this.isClosed = true
  }

  say(name: string, data: unknown, id = ''): void {
    this.#listeners.get(name)?.(typeof data === 'string' ? data : JSON.stringify(data), id)
  }

  open(
    head: number,
    about: { resumed_from?: number | null; missed?: { from: number; to: number } | null } = {},
  ): void {
    const place = { session_id: 's', head, resumed_from: 0, replayed: 0, missed: null }
    this.say('stream-open', { ...place, idle_ttl_s: 90, max_age_s: 120, ...about })
  }

  tone(id: number, about: Parameters<typeof toneEvent>[0] = {}): void {
    this.say('tone-event', toneEvent({ timestamp: id, ...about }), String(id))
  }

  speech(state: SpeechStateName, timestamp = 1): void {
    this.say('speech-state', { state, timestamp })
  }

  fail(): void {
    this.#closed()
  }
}

/** Opens fakes and remembers them. One that is opened while nobody serves is closed at once, as by a server's refusal. */
export function createFakeStreams(isServed: () => boolean = () => true) {
  const all: FakeEventStream[] = []
  return {
    all,
    open: (url: string): EventStream => {
      const stream = new FakeEventStream(url)
      all.push(stream)
      if (!isServed()) queueMicrotask(() => stream.fail())
      return stream
    },
    openNow: () => all.filter(({ isClosed }) => !isClosed),
    last(): FakeEventStream {
      const stream = all.at(-1)
      if (!stream) throw new Error('No stream was opened')
      return stream
    },
  }
}
