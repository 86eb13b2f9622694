import { affectSchema } from '@undertone/shared'
import type { VoiceFrame } from '@undertone/voice'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { voiceFrame } from '../../test/support/scripted-voice.ts'
import { mergedConfidence } from './merged-confidence.ts'
import { mergeFrame, type MergedTone } from './merged-tone.ts'

const frames = fc.array(
  fc
    .record({
      affect: fc.constantFrom(...affectSchema.options),
      confidence: fc.double({ min: 0.12, max: 1, noNaN: true }),
      arousal: fc.double({ min: -1, max: 1, noNaN: true }),
      valence: fc.double({ min: -1, max: 1, noNaN: true }),
    })
    .map((about) => voiceFrame(about)),
  { minLength: 1, maxLength: 30 },
)

it('is the frame itself where there is no other', () => {
  const frame = voiceFrame({ affect: 'sad', confidence: 0.55, arousal: -0.2 })
  const { probabilities, arousal } = merged([frame])
  expect(probabilities).toEqual(frame.probabilities)
  expect(arousal).toBe(-0.2)
})

it('is never surer of an affect than the surest frame, nor less than the least sure', () => {
  fc.assert(
    fc.property(frames, (heard) => {
      const { probabilities } = merged(heard)
      for (const affect of affectSchema.options) {
        const stated = heard.map((frame) => frame.probabilities[affect])
        expect(probabilities[affect]).toBeLessThanOrEqual(Math.max(...stated) + 1e-9)
        expect(probabilities[affect]).toBeGreaterThanOrEqual(Math.min(...stated) - 1e-9)
      }
    }),
  )
})

it('gains nothing by hearing the same again', () => {
  const frame = voiceFrame({ affect: 'happy', confidence: 0.6 })
  expect(merged(Array.from({ length: 20 }, () => frame)).probabilities.happy).toBeCloseTo(0.6, 10)
})

it('has forgotten nine tenths of what was heard three seconds ago', () => {
  const { probabilities } = merged([
    ...Array.from({ length: 20 }, () => voiceFrame({ affect: 'happy', confidence: 1 })),
    ...Array.from({ length: 6 }, () => voiceFrame({ affect: 'sad', confidence: 1 })),
  ])
  expect(probabilities.happy).toBeLessThan(0.1)
})

it('takes doubt in a whole frame for doubt in each affect', () => {
  const frame = { ...voiceFrame({ affect: 'angry', confidence: 0.8 }), confidence: 0.2 }
  const { probabilities } = merged([frame])
  expect(probabilities.angry).toBeCloseTo(0.2)
  for (const affect of affectSchema.options) expect(probabilities[affect]).toBeLessThanOrEqual(0.2)
})

it('tells a confidence that only rises with the merged probability, and never claims more', () => {
  const steps = Array.from({ length: 101 }, (_, n) => mergedConfidence(n / 100))
  expect(steps.every((step, n) => n === 0 || step >= (steps[n - 1] ?? 0))).toBe(true)
  steps.forEach((step, n) => expect(step).toBeLessThanOrEqual(n / 100 + 1e-9))
  expect(steps.slice(0, 76)).toEqual(Array.from({ length: 76 }, (_, n) => expect.closeTo(n / 100, 9)))
})

function merged(heard: readonly VoiceFrame[]): MergedTone {
  const [first = voiceFrame(), ...others] = heard
  return others.reduce(
    (before, frame, n) => mergeFrame(before, frame, (n + 1) / 2),
    mergeFrame(null, first, 0),
  )
}
