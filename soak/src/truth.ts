import { createHash } from 'node:crypto'
import { historySchema, type ToneEvent } from '@undertone/shared'
import type { Ask } from './ask.ts'

/** What a session's history said, event by event, however far back it reaches by now. */
export interface Truth {
  /** Reads on from where it stands; call it before the history forgets. */
  collect(): Promise<void>
  head(): number
  /** Of the event `id`, or undefined where there was none. */
  fingerprint(id: number): string | undefined
  /** Ids that were gone before they could be read; any at all is a fault of the soak itself. */
  unread(): number
  /** Ids that the history had once, and then had no more. */
  forgotten(): number
  /** The server said that there is no such session. */
  isGone(): boolean
}

export function createTruth(ask: Ask, sessionId: string): Truth {
  const prints: string[] = []
  let unread = 0
  let forgotten = 0
  let isGone = false

  return {
    head: () => prints.length,
    fingerprint: (id) => prints[id - 1],
    unread: () => unread,
    forgotten: () => forgotten,
    isGone: () => isGone,
    async collect() {
      const response = await ask(`/session/${sessionId}/history?after=${prints.length}`)
      if (response.status === 404) return void (isGone = true)
      const { head, events } = historySchema.parse(await response.json())
      forgotten = Math.max(forgotten, prints.length - head)
      for (const { id, ...event } of events) {
        while (prints.length < id - 1) {
          unread++
          prints.push('')
        }
        prints.push(fingerprintOf(event))
      }
    },
  }
}

/** The same for two events that are deeply equal, whoever they were shown to: a viewer never sees the session's id. */
export function fingerprintOf(event: ToneEvent): string {
  const fields = Object.entries({ ...event, session_id: '' }).sort(([a], [b]) => (a < b ? -1 : 1))
  return createHash('sha1').update(JSON.stringify(fields)).digest('base64')
}
