import { describe, expect, it } from 'vitest'
import { noise, tone } from '../test/sounds.ts'
import { blockSamples, hopSamples, pitchBlockSamples } from './audio.ts'
import { createHalfRate } from './half-rate.ts'
import { createPitchTracker } from './pitch.ts'

const voiceLike = [0.6, 1, 0.8, 0.5, 0.4, 0.3, 0.2]

describe('pitch', () => {
  it.each([75, 98.7, 131, 220.5, 310, 440, 580])('hears %d Hz within 0.2 %', (f0Hz) => {
    const { f0Hz: heard, clarity } = createPitchTracker()(blockOf(tone(f0Hz, voiceLike, 0.1, 0.3)))
    expect(Math.abs(heard / f0Hz - 1)).toBeLessThan(0.002)
    expect(clarity).toBeGreaterThan(0.95)
  })

  it('hears the fundamental that a telephone cuts off', () => {
    const { f0Hz } = createPitchTracker()(blockOf(tone(120, [0, 0, 1, 0.8, 0.7, 0.5], 0.1, 0.3)))
    expect(f0Hz).toBeCloseTo(120, 0)
  })

  it('finds little that repeats in white noise', () => {
    expect(createPitchTracker()(blockOf(noise('white', 0.1, 0.1))).clarity).toBeLessThan(0.4)
  })

  it('has no pitch for silence', () => {
    expect(createPitchTracker()(new Float32Array(pitchBlockSamples))).toEqual({ f0Hz: 0, clarity: 0 })
  })
})

/** A block at 8 kHz, taken where the filter has run in. */
function blockOf(sound: Float32Array): Float32Array {
  const halve = createHalfRate()
  for (const start of [0, hopSamples]) halve(sound.subarray(start, start + blockSamples))
  return halve(sound.subarray(2 * hopSamples, 2 * hopSamples + blockSamples))
}
