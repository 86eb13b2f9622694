import { affectSchema, toneEventSchema, type Affect } from '@undertone/shared'
import { reliabilityFloor, type HeardState, type VoiceFrame } from '@undertone/voice'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { listenTo } from '../../test/support/held-turn.ts'
import { voiceFrame } from '../../test/support/scripted-voice.ts'
import { annotate } from './annotate.ts'
import { hearState, hold, nothingHeld } from './tone-holder.ts'

const affects = affectSchema.options
const unit = (min: number, max: number) => fc.double({ min, max, noNaN: true })
const anyAffect = fc.constantFrom(...affects)
const twoAffects = fc.uniqueArray(anyAffect, { minLength: 2, maxLength: 2 })

/** A frame of `affect`, with all else as it may come. */
function frameOf(affect: fc.Arbitrary<Affect>, confidence: fc.Arbitrary<number>): fc.Arbitrary<VoiceFrame> {
  const prosody = fc.record({
    loudnessDb: unit(-90, 0),
    pitchHz: unit(50, 600),
    pitchRangeSt: unit(0, 24),
    ratePerS: unit(0, 10),
    jitter: unit(0, 0.2),
  })
  return fc
    .record({ affect, confidence, arousal: unit(-1, 1), valence: unit(-1, 1), prosody })
    .map((about) => voiceFrame(about))
}

/** A pause, what the classifier says of the voice, or a frame; and how long after the last. */
const happening = fc.record({
  afterS: fc.constantFrom(0, 0.2, 0.5, 0.6, 1.3, 5),
  what: fc.oneof(
    { weight: 8, arbitrary: frameOf(anyAffect, unit(0.12, 1)) },
    { weight: 1, arbitrary: fc.constantFrom<HeardState>('listening', 'speaking', 'unclear') },
  ),
})

it('tells whole events that reach the floor and are a second apart, whatever comes', () => {
  fc.assert(
    fc.property(fc.array(happening, { maxLength: 80 }), (happenings) => {
      let held = nothingHeld
      let atS = 0
      let saidS = -Infinity
      for (const { afterS, what } of happenings) {
        atS += afterS
        if (typeof what === 'string') {
          held = hearState(held, what)
          if (what === 'listening') saidS = -Infinity
          continue
        }
        const { hold: next, say } = hold(held, what, atS)
        held = next
        if (!say) continue
        expect(held.speechState).toBe('speaking')
        expect(say.confidence).toBeGreaterThanOrEqual(reliabilityFloor)
        expect(atS - saidS).toBeGreaterThanOrEqual(0.95)
        toneEventSchema.parse(annotate(say, { sessionId: 's', elcor: true, timestampS: atS }))
        saidS = atS
      }
    }),
  )
})

it('keeps showing what it said last: a voice is heard as clear only after an event for it', () => {
  fc.assert(
    fc.property(fc.array(frameOf(anyAffect, unit(0.12, 1)), { maxLength: 60 }), (frames) => {
      const { events, states } = listenTo(frames)
      for (const [n, state] of states.entries()) {
        const cameClear = state === 'speaking' && states[n - 1] !== 'speaking'
        if (cameClear) expect(events.some(({ atS }) => atS === n / 2)).toBe(true)
      }
    }),
  )
})

it('tells one affect, and hardly more than every four seconds, while frames of two alternate', () => {
  // Less sure than this, two labels in turn leave neither over the floor.
  const sureness = unit(0.7, 1)
  fc.assert(
    fc.property(twoAffects, sureness, fc.integer({ min: 1, max: 80 }), ([one, other], confidence, count) => {
      const frames = Array.from({ length: count }, (_, n) =>
        voiceFrame({ affect: (n % 2 ? other : one) ?? 'calm', confidence }),
      )
      const { events } = listenTo(frames)
      expect(new Set(events.map(({ affect }) => affect)).size).toBe(1)
      // One more than that: the word may grow milder as the other affect speaks against it.
      expect(events.length).toBeLessThanOrEqual(2 + count / 2 / 3.5)
    }),
  )
})

it('tells a change within a second and a half of clear evidence for it, however clear the tone before was', () => {
  fc.assert(
    fc.property(
      twoAffects,
      fc.integer({ min: 3, max: 40 }),
      unit(0.4, 1),
      fc.array(unit(0.75, 1), { minLength: 4, maxLength: 4 }),
      ([one, other], before, earlier, later) => {
        const { events } = listenTo([
          ...Array.from({ length: before }, () => voiceFrame({ affect: one ?? 'calm', confidence: earlier })),
          ...later.map((confidence) => voiceFrame({ affect: other ?? 'calm', confidence })),
        ])
        const told = events.find(({ affect }) => affect === other)
        expect((told?.atS ?? Infinity) - before / 2).toBeLessThanOrEqual(1.5)
      },
    ),
  )
})

it('tells something every four seconds of clear speech, however its arousal, loudness and pitch go', () => {
  fc.assert(
    fc.property(
      anyAffect.chain((affect) =>
        fc.array(frameOf(fc.constant(affect), unit(0.5, 1)), { minLength: 8, maxLength: 80 }),
      ),
      (frames) => {
        const { events } = listenTo(frames)
        const times = [...events.map(({ atS }) => atS), frames.length / 2]
        const longest = Math.max(...times.map((atS, n) => atS - (times[n - 1] ?? 0)))
        expect(longest).toBeLessThanOrEqual(4)
      },
    ),
  )
})
