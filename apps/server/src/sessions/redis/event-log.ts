import type { ToneEvent } from '@undertone/shared'
import type { StoredTone } from '../../stream/stored-tone.ts'

/** An event as Redis keeps it: its bytes are the stream's already, and it is read only where somebody needs what it says. */
export function loggedTone(id: number, json: string): StoredTone {
  const frame = Buffer.from(`id: ${id}\nevent: tone-event\ndata: ${json}\n\n`)
  let event: ToneEvent | null = null
  return {
    id,
    frame,
    get event() {
      event ??= readEvent(json)
      return event
    },
  }
}

/** Taken as it is: a node wrote it, maybe one of a newer version, and viewers are to see what owners see. */
function readEvent(json: string): ToneEvent {
  return JSON.parse(json)
}

/** Events of a page as the scripts give it: stream id, JSON, stream id, JSON, … */
export function eventsOf(page: readonly string[]): StoredTone[] {
  const events: StoredTone[] = []
  for (let at = 0; at + 1 < page.length; at += 2)
    events.push(loggedTone(Number.parseInt(page[at] ?? '', 10), page[at + 1] ?? ''))
  return events
}

/** The last of `events` that follow each other up to `head`: what stands before a hole is as good as gone. */
export function tailWithoutHole(events: readonly StoredTone[], head: number): StoredTone[] {
  let from = events.length
  while (from > 0 && events[from - 1]?.id === head - (events.length - from)) from--
  return events.slice(from)
}
