import type { EventSink } from '../../src/stream/event-sink.ts'

export interface RecordingSink extends EventSink {
  /** Ids of the tone events that were written, in order. */
  ids(): number[]
  /** Names of all events that were written, in order. */
  names(): string[]
  ended(): boolean
  destroyed(): boolean
  /** As a network that takes nothing more until `drain`. */
  stall(): void
  drain(): void
}

/** A sink that keeps what is written to it. */
export function createRecordingSink(): RecordingSink {
  let text = ''
  let unsent = 0
  let stalled = false
  let ended = false
  let destroyed = false
  let onDrain = () => {}
  const fields = (name: string) =>
    [...text.matchAll(new RegExp(`^${name}: (.*)$`, 'gm'))].map((match) => match[1] ?? '')
  return {
    write(bytes) {
      if (ended || destroyed) throw new Error('Written to after its end')
      text += Buffer.from(bytes).toString()
      if (stalled) unsent += bytes.length
      return unsent === 0
    },
    unsentBytes: () => unsent,
    end: () => void (ended = true),
    destroy: () => void (destroyed = true),
    onDrain: (task) => void (onDrain = task),
    ids: () => fields('id').map(Number),
    names: () => fields('event'),
    ended: () => ended,
    destroyed: () => destroyed,
    stall: () => void (stalled = true),
    drain() {
      unsent = 0
      onDrain()
    },
  }
}
