import { streamEventNames, type ToneEvent } from '@undertone/shared'
import { encodeSseEvent } from './sse-frame.ts'

/** A tone event with its id and its bytes on the stream, encoded once for all who watch. */
export interface StoredTone {
  readonly id: number
  readonly event: ToneEvent
  readonly frame: Buffer
}

export function storedTone(id: number, event: ToneEvent): StoredTone {
  return { id, event, frame: encodeSseEvent({ name: streamEventNames.tone, data: event, id }) }
}
