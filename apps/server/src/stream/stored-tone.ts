import { streamEventNames, type ToneEvent } from '@undertone/shared'
import { encodeSseText } from './sse-frame.ts'

/** A tone event with its id and its bytes on the stream, encoded once for all who watch. */
export interface StoredTone {
  readonly id: number
  /** What it says. */
  readonly event: ToneEvent
  /** The same as it was written. */
  readonly json: string
  readonly frame: Buffer
}

/** `json` is a ToneEvent. */
export function encodedTone(id: number, json: string): StoredTone {
  return toneOf(id, encodeSseText(streamEventNames.tone, json, id))
}

/** `frame` says a ToneEvent with its id, as `encodeSseText` does. */
export function toneOf(id: number, frame: Buffer): StoredTone {
  return new EncodedTone(id, frame)
}

/** What it says is read from its bytes where somebody asks: most only pass them on. */
class EncodedTone implements StoredTone {
  readonly id: number
  readonly frame: Buffer

  constructor(id: number, frame: Buffer) {
    this.id = id
    this.frame = frame
  }

  /** Taken as it is: a server wrote it, on Redis maybe one of a newer version, and viewers are to see what owners see. */
  get event(): ToneEvent {
    return JSON.parse(this.json)
  }

  get json(): string {
    return this.frame.toString(
      'utf8',
      this.frame.indexOf(dataField) + dataField.length,
      this.frame.length - 2,
    )
  }
}

const dataField = '\ndata: '
