import type { ToneEvent } from '@undertone/shared'
import type { HeardTone } from '../stores/heard-item.ts'
import { toneEvent } from './tone-event.ts'

/** The tone at `timestamp` seconds as line `seq` of what was heard. */
export function heardTone(seq: number, timestamp: number, about: Partial<ToneEvent> = {}): HeardTone {
  return { kind: 'tone', seq, id: seq + 1, caughtUp: false, event: toneEvent({ timestamp, ...about }) }
}
