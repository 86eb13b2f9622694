import type { HeardState, VoiceFrame } from '@undertone/voice'
import { hold, nothingHeld } from '../../src/tone/tone-holder.ts'
import type { ToneReading } from '../../src/tone/tone-reading.ts'

export interface HeldTurn {
  readonly events: readonly (ToneReading & { readonly atS: number })[]
  /** After each frame. */
  readonly states: readonly HeardState[]
}

/** What is told of one turn of speech whose frames come every half second, the first at 0. */
export function listenTo(frames: readonly VoiceFrame[]): HeldTurn {
  const events = new Array<ToneReading & { atS: number }>()
  let held = nothingHeld
  const states = frames.map((frame, n) => {
    const atS = n / 2
    const { hold: next, say } = hold(held, frame, atS)
    held = next
    if (say) events.push({ ...say, atS })
    return next.speechState
  })
  return { events, states }
}
