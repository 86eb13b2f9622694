import type { EventSink } from '../../../src/stream/event-sink.ts'

export interface TranscriptSink extends EventSink {
  /** One line for each event, in the words that the model uses as well. */
  readonly lines: string[]
  ended(): boolean
}

/** Keeps what is written to it as lines that can be compared; whoever writes after the end is found out. */
export function createTranscriptSink(): TranscriptSink {
  const lines: string[] = []
  let ended = false
  return {
    lines,
    write(bytes) {
      if (ended) throw new Error('Written to after its end')
      const line = lineOf(Buffer.from(bytes).toString())
      if (line !== null) lines.push(line)
    },
    unsentBytes: () => 0,
    end: () => void (ended = true),
    destroy: () => void (ended = true),
    onDrain: () => {},
    ended: () => ended,
  }
}

function lineOf(frame: string): string | null {
  const { id, event, data } =
    /^(?:id: (?<id>\d+)\n)?event: (?<event>[\w-]+)\ndata: (?<data>.*)\n\n$/.exec(frame)?.groups ?? {}
  if (event === undefined || data === undefined) return null
  return event === 'tone-event' ? `${event} ${id} of ${JSON.parse(data).session_id}` : `${event} ${data}`
}
