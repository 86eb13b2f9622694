import { affectSchema, toneEventSchema } from '@undertone/shared'
import { reliabilityFloor } from '@undertone/voice'
import { describe, expect, it } from 'vitest'
import { voiceFrame } from '../../test/support/scripted-voice.ts'
import { annotate } from './annotate.ts'
import { heard, unknownSpeaker } from './speaker-baseline.ts'

const context = { sessionId: 'a-session', elcor: false, timestampS: 3.25, baseline: unknownSpeaker }

/** A speaker who has been heard to sound like `frame` for `seconds`. */
function usedTo(frame = voiceFrame(), seconds = 10) {
  return Array.from({ length: seconds * 2 }).reduce<typeof unknownSpeaker>(
    (known) => heard(known, frame),
    unknownSpeaker,
  )
}

it('says nothing about a frame under the floor', () => {
  expect(annotate(voiceFrame({ confidence: reliabilityFloor - 0.001 }), context)).toBeNull()
})

it.each(affectSchema.options)('makes a whole tone event of a frame that sounds %s', (affect) => {
  const event = annotate(voiceFrame({ affect }), context)
  expect(toneEventSchema.parse(event)).toMatchObject({ affect, session_id: 'a-session', timestamp: 3.25 })
  expect(event?.subtext).toBe(`Tone: ${event?.label}`)
})

it('calls a raised voice tense, and angry only where the evidence is strong', () => {
  const tense = annotate(voiceFrame({ affect: 'angry', confidence: 0.7, arousal: 0.8 }), context)
  const angry = annotate(voiceFrame({ affect: 'angry', confidence: 0.9, arousal: 0.8 }), context)
  expect([tense?.label, angry?.label]).toEqual(['tense', 'angry'])
})

describe('an elcor session', () => {
  it.each([
    [0.9, 'With mounting tension:'],
    [0.2, 'With steady tension:'],
    [-0.5, 'With fading tension:'],
  ])('announces its tone: arousal %d', (arousal, subtext) => {
    const baseline = usedTo(voiceFrame({ arousal: 0.2 }))
    const frame = voiceFrame({ affect: 'angry', confidence: 0.7, arousal })
    expect(annotate(frame, { ...context, elcor: true, baseline })?.subtext).toBe(subtext)
  })
})

describe('the shift against the speaker', () => {
  it('is none for the first frame', () => {
    expect(annotate(voiceFrame({ arousal: 0.9 }), context)).toMatchObject({
      shift_magnitude: 0,
      shift_direction: 'stable',
    })
  })

  it.each([
    [0.8, 'escalating', 0.8],
    [-0.6, 'de-escalating', 0.6],
    [0.1, 'stable', 0.1],
  ])('to arousal %d from 0 is %s', (arousal, direction, magnitude) => {
    const baseline = usedTo(voiceFrame({ arousal: 0 }))
    const event = annotate(voiceFrame({ arousal }), { ...context, baseline })
    expect(event).toMatchObject({ shift_direction: direction, shift_magnitude: magnitude })
  })
})

describe('the prosody flags', () => {
  const usual = voiceFrame()
  const flagsOf = (prosody: Partial<typeof usual.prosody>, baseline = usedTo(usual)) =>
    annotate(voiceFrame({ prosody: { ...usual.prosody, ...prosody } }), { ...context, baseline })
      ?.prosody_flags

  it.each([
    ['loud', { loudnessDb: -22 }],
    ['quiet', { loudnessDb: -38 }],
    ['fast', { ratePerS: 6 }],
    ['slow', { ratePerS: 2.5 }],
    ['high_pitch', { pitchHz: 200 }],
    ['low_pitch', { pitchHz: 110 }],
    ['monotone', { pitchRangeSt: 1 }],
    ['shaky', { jitter: 0.05 }],
  ])('say %s', (flag, prosody) => {
    expect(flagsOf(prosody)).toEqual([flag])
  })

  it('are none for a voice as it usually is', () => {
    expect(flagsOf({})).toEqual([])
  })

  it('wait until the voice is known', () => {
    expect(flagsOf({ loudnessDb: -10 }, usedTo(usual, 1))).toEqual([])
  })
})
