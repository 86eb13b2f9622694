import { createParser, type EventSourceMessage } from 'eventsource-parser'
import { onTestFinished } from 'vitest'
import type { TrustingFetch } from './trusting-fetch.ts'

export interface SseEvent {
  name: string
  id: string | null
  data: Record<string, unknown>
}

export interface SseClient {
  response: Response
  /** Everything so far. */
  events: SseEvent[]
  /** The next event with this name, one that came already included; each is given once. */
  next(name?: string): Promise<SseEvent>
  /** Resolves when the server has closed the stream. */
  closed: Promise<void>
  close(): void
}

export interface SseOptions {
  lastEventId?: string
  query?: string
  fetch?: TrustingFetch
}

/** Opens an event stream over a real socket and reads it to its end. */
export async function openSse(
  url: string,
  { lastEventId, query = '', fetch: ask = fetch }: SseOptions = {},
): Promise<SseClient> {
  const abort = new AbortController()
  const headers = lastEventId === undefined ? {} : { 'Last-Event-ID': lastEventId }
  const response = await ask(`${url}${query}`, { headers, signal: abort.signal })
  onTestFinished(() => abort.abort())
  const inbox = createInbox()
  const closed = read(response, inbox.put).then(inbox.end, inbox.end)
  return { response, events: inbox.all, next: inbox.next, closed, close: () => abort.abort() }
}

async function read(response: Response, put: (event: SseEvent) => void): Promise<void> {
  const parser = createParser({ onEvent: (message) => put(toEvent(message)) })
  const decoder = new TextDecoder()
  for await (const chunk of response.body ?? []) parser.feed(decoder.decode(chunk, { stream: true }))
}

function toEvent({ event = 'message', id, data }: EventSourceMessage): SseEvent {
  return { name: event, id: id ?? null, data: JSON.parse(data) }
}

function createInbox() {
  const all: SseEvent[] = []
  const unread: SseEvent[] = []
  const waiting = new Set<() => void>()
  let ended = false
  const wake = () => waiting.forEach((look) => look())

  function next(name?: string): Promise<SseEvent> {
    return new Promise((resolve, reject) => {
      function look(): void {
        const index = unread.findIndex((event) => name === undefined || event.name === name)
        const [found] = index < 0 ? [] : unread.splice(index, 1)
        if (!found && !ended) return
        waiting.delete(look)
        if (found) resolve(found)
        else reject(new Error(`The stream ended without ${name ?? 'another event'}`))
      }
      waiting.add(look)
      look()
    })
  }

  return {
    all,
    next,
    put(event: SseEvent) {
      all.push(event)
      unread.push(event)
      wake()
    },
    end() {
      ended = true
      wake()
    },
  }
}
