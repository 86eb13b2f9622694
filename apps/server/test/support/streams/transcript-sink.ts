import type { EventSink } from '../../../src/stream/event-sink.ts'

export interface TranscriptSink extends EventSink {
  /** One line for each event, in the words that the model uses as well. */
  readonly lines: string[]
  ended(): boolean
  /** As a network that takes nothing more until `drain`: then a replay stays half-sent. */
  stall(): void
  isStalled(): boolean
  drain(): void
}

/** So few writes to a stalled network are a portion of a replay, and so many never what is cut. */
const unsentBytesPerWrite = 20 * 1024
const mostUnsentBytes = 200 * 1024

/** Keeps what is written to it as lines that can be compared; whoever writes after the end is found out. */
export function createTranscriptSink(): TranscriptSink {
  const lines: string[] = []
  let ended = false
  let stalled = false
  let unsentBytes = 0
  const onDrain: (() => void)[] = []
  return {
    lines,
    write(bytes) {
      if (ended) throw new Error('Written to after its end')
      if (stalled) unsentBytes = Math.min(mostUnsentBytes, unsentBytes + unsentBytesPerWrite)
      for (const frame of framesOf(Buffer.from(bytes).toString())) {
        const line = lineOf(frame)
        if (line !== null) lines.push(line)
      }
      return unsentBytes === 0
    },
    unsentBytes: () => unsentBytes,
    end: () => void (ended = true),
    destroy: () => void (ended = true),
    onDrain: (task) => void onDrain.push(task),
    ended: () => ended,
    stall: () => void (stalled = true),
    isStalled: () => stalled,
    drain() {
      stalled = false
      unsentBytes = 0
      for (const task of onDrain) task()
    },
  }
}

/** Whatever is written ends with a frame, and goes on with no half of one. */
function framesOf(text: string): string[] {
  return text.match(/[^]*?\n\n/g) ?? [text]
}

function lineOf(frame: string): string | null {
  const { id, event, data } =
    /^(?:id: (?<id>\d+)\n)?event: (?<event>[\w-]+)\ndata: (?<data>.*)\n\n$/.exec(frame)?.groups ?? {}
  if (event === undefined || data === undefined) return null
  return event === 'tone-event' ? `${event} ${id} of ${JSON.parse(data).session_id}` : `${event} ${data}`
}
