import { EventSource } from 'eventsource'
import type { EventStream } from '../../apps/web/src/api/event-stream.ts'

/** What the streams of one page have come to. */
export interface StreamTally {
  opened: number
  openNow: number
  mostAtOnce: number
}

/** An EventSource over real sockets, as the page sees one. `base` is the origin that its browser would know. */
export function openNodeEventStream(base: string, path: string, tally: StreamTally): EventStream {
  const source = new EventSource(base + path)
  let isOpen = true
  tally.opened++
  tally.openNow++
  tally.mostAtOnce = Math.max(tally.mostAtOnce, tally.openNow)
  return {
    on: (name, listener) =>
      source.addEventListener(name, (event) => listener(String(event.data), event.lastEventId)),
    onClosed: (listener) => source.addEventListener('error', () => listener()),
    close() {
      source.close()
      if (isOpen) tally.openNow--
      isOpen = false
    },
  }
}
