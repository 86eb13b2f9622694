import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sameVoice } from './same-voice.ts'
import { faded, hearMore, unknownVoice, type SpeakerBaseline } from './speaker-baseline.ts'
import { evidenceAt, type VoiceCoordinates } from './voice-coordinates.ts'

/** Two affects, one coordinate: at −1 and 1 in the average voice, and voices that differ by twice that. */
const space: VoiceCoordinates = {
  heard: [true, true],
  means: [Float64Array.of(-1), Float64Array.of(1)],
  spread: Float64Array.of(4),
  sharpness: 1,
}
const unknown = unknownVoice(1)
const low = Float64Array.of(1, 0)
const high = Float64Array.of(0, 1)

/** How much more a point speaks for the second affect than for the first. */
function leaning(point: number, baseline: SpeakerBaseline): number {
  const [first, second] = evidenceAt(space, Float64Array.of(point), baseline)
  return (second ?? NaN) - (first ?? NaN)
}

describe('another voice', () => {
  // Eight coordinates tell more than one.
  const wide: VoiceCoordinates = {
    heard: [true, true],
    means: [new Float64Array(8).fill(-1), new Float64Array(8).fill(1)],
    spread: new Float64Array(8).fill(4),
    sharpness: 0.25,
  }
  const at = (place: number) => new Float64Array(8).fill(place)
  const known = Array.from({ length: 30 }).reduce<SpeakerBaseline>(
    (baseline) => hearMore(baseline, wide, { point: at(4), shares: high, speechS: 2.3, same: 1 }),
    unknownVoice(8),
  )

  it('is told by lying where this one never does, in no affect', () => {
    expect(sameVoice(wide, at(4), known)).toBeGreaterThan(0.95)
    expect(sameVoice(wide, at(2), known)).toBeGreaterThan(0.95)
    expect(sameVoice(wide, at(-4), known)).toBeLessThan(0.05)
  })

  it('can’t be told where nothing is known', () => {
    expect(sameVoice(wide, at(-4), unknownVoice(8))).toBe(1)
  })

  it('makes what was known fade, as it is learnt and as it is judged', () => {
    const after = hearMore(known, wide, { point: at(-4), shares: low, speechS: 2.3, same: 0.01 })
    expect(after.weight).toBeLessThan(1.4)
    expect(after.offsets[0]).toBeLessThan(0)
    expect(faded(known, 0)).toEqual(unknownVoice(8))
  })
})

function heardTimes(count: number, point: number, shares: Float64Array): SpeakerBaseline {
  let baseline = unknown
  for (let n = 0; n < count; n++)
    baseline = hearMore(baseline, space, { point: Float64Array.of(point), shares, speechS: 2.3, same: 1 })
  return baseline
}

describe('what is known of a voice', () => {
  it('starts at the average voice, of which little is certain', () => {
    expect(leaning(0, unknown)).toBe(0)
    expect(leaning(1, unknown)).toBeCloseTo(2 / 5, 9)
  })

  it('moves what counts as usual to this voice, the further the more was heard', () => {
    // It sounds like 4 when it is in the second affect, so it lies 3 above the average, and 2 is its first affect.
    const leanings = [0, 1, 3, 30].map((count) => leaning(2.2, heardTimes(count, 4, high)))
    expect(leanings[0]).toBeGreaterThan(0)
    expect(leanings.at(-1)).toBeLessThan(-1)
    expect([...leanings].sort((a, b) => b - a)).toEqual(leanings)
  })

  it('takes off the affect that a voice was heard in: always high isn’t high by nature', () => {
    expect(leaning(1, heardTimes(30, 1, high))).toBeGreaterThan(leaning(1, unknown))
    expect(leaning(1, heardTimes(30, 1, low))).toBeLessThan(0)
  })

  it('fades with the minutes', () => {
    let baseline = heardTimes(200, 9, high)
    for (let n = 0; n < 300; n++)
      baseline = hearMore(baseline, space, { point: Float64Array.of(1), shares: high, speechS: 2.3, same: 1 })
    expect(leaning(1, baseline)).toBeGreaterThan(0)
  })

  it('never remembers more than three minutes, and counts no stretch for more than half as much again', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0.1, max: 60, noNaN: true }), { maxLength: 300 }), (lengths) => {
        let baseline = unknown
        for (const speechS of lengths) {
          const before = baseline.weight
          baseline = hearMore(baseline, space, { point: Float64Array.of(0.5), shares: low, speechS, same: 1 })
          expect(baseline.weight - before).toBeLessThanOrEqual(1.5 + 1e-9)
          expect(baseline.weight).toBeLessThanOrEqual(180 / 2.3 + 1e-9)
        }
      }),
      { numRuns: 30 },
    )
  })
})
