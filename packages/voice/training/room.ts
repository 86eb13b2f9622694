import { sampleRateHz } from '../src/audio.ts'
import type { Random } from './random.ts'

/** Reflections of a room: delays in samples, each with its gain. */
export interface Room {
  delays: Int32Array
  gains: Float32Array
}

export interface RoomOptions {
  /** Seconds until the reflections have fallen by 60 dB. */
  decayS: number
  /** Loudness of the earliest reflections beside the direct sound. */
  wetness: number
}

const reflections = 90

/** Sparse reflections at random delays, decaying exponentially. */
export function drawRoom({ decayS, wetness }: RoomOptions, random: Random): Room {
  const delays = new Int32Array(reflections)
  const gains = new Float32Array(reflections)
  for (let i = 0; i < reflections; i++) {
    const delayS = random.between(0.002, 0.6 * decayS)
    delays[i] = Math.round(delayS * sampleRateHz)
    gains[i] = wetness * random.normal() * 0.5 * 10 ** ((-3 * delayS) / decayS)
  }
  return { delays, gains }
}

/** What a microphone in `room` hears of `samples`, as long as they are. */
export function inRoom(samples: Float32Array, { delays, gains }: Room): Float32Array {
  const out = samples.slice()
  for (let r = 0; r < delays.length; r++)
    for (let i = delays[r]; i < out.length; i++) out[i] += gains[r] * samples[i - delays[r]]
  return out
}
