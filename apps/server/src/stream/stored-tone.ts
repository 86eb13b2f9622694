import { streamEventNames, type ToneEvent } from '@undertone/shared'
import { encodeSseText } from './sse-frame.ts'

/** A tone event with its id and its bytes on the stream, encoded once for all who watch. */
export interface StoredTone {
  readonly id: number
  readonly event: ToneEvent
  readonly frame: Buffer
}

export function storedTone(id: number, event: ToneEvent): StoredTone {
  return encodedTone(id, JSON.stringify(event))
}

/** `json` is a ToneEvent. */
export function encodedTone(id: number, json: string): StoredTone {
  return new EncodedTone(id, encodeSseText(streamEventNames.tone, json, id))
}

/**
 * Keeps the bytes alone, for there are a thousand of them in a session: the event beside them would be six objects more for
 * each, which every collection of garbage has to look at. What it says is read from them where somebody asks.
 */
class EncodedTone implements StoredTone {
  readonly id: number
  readonly frame: Buffer

  constructor(id: number, frame: Buffer) {
    this.id = id
    this.frame = frame
  }

  /** Taken as it is: a server wrote it, on Redis maybe one of a newer version, and viewers are to see what owners see. */
  get event(): ToneEvent {
    const text = this.frame.toString()
    return JSON.parse(text.slice(text.indexOf(dataField) + dataField.length))
  }
}

const dataField = '\ndata: '
