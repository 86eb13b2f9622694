import { encodedTone, type StoredTone } from '../../stream/stored-tone.ts'

/** Events of a page as the scripts give it: stream id, JSON, stream id, JSON, … */
export function eventsOf(page: readonly string[]): StoredTone[] {
  const events: StoredTone[] = []
  for (let at = 0; at + 1 < page.length; at += 2)
    events.push(encodedTone(Number.parseInt(page[at] ?? '', 10), page[at + 1] ?? ''))
  return events
}

/** The last of `events` that follow each other up to `head`: what stands before a hole is as good as gone. */
export function tailWithoutHole(events: readonly StoredTone[], head: number): StoredTone[] {
  let from = events.length
  while (from > 0 && events[from - 1]?.id === head - (events.length - from)) from--
  return events.slice(from)
}
