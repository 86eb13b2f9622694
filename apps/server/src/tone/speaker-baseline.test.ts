import { describe, expect, it } from 'vitest'
import { voiceFrame } from '../../test/support/scripted-voice.ts'
import { heard, shiftFrom, unknownSpeaker, type SpeakerBaseline } from './speaker-baseline.ts'

describe('the shift of a voice', () => {
  it('is none while the voice isn’t known', () => {
    expect(shiftFrom(usedTo(0, 3), 0.9)).toBe(0)
  })

  it('is against what it usually is, not against the frame before', () => {
    const risen = heard(usedTo(0, 60), voiceFrame({ arousal: 0.8 }))
    expect(shiftFrom(risen, 0.8)).toBeGreaterThan(0.75)
  })

  it('wears off as a mood lasts: by half after twenty seconds, by more than nine tenths after a minute and a half', () => {
    const usual = usedTo(0, 120)
    expect(shiftFrom(usedTo(0.8, 40, usual), 0.8)).toBeCloseTo(0.4, 1)
    expect(shiftFrom(usedTo(0.8, 180, usual), 0.8)).toBeLessThan(0.08)
  })
})

it('keeps two minutes of a voice, however long it speaks', () => {
  expect(usedTo(0, 1_000).recent).toHaveLength(240)
})

function usedTo(arousal: number, frames: number, before: SpeakerBaseline = unknownSpeaker): SpeakerBaseline {
  let baseline = before
  for (let n = 0; n < frames; n++) baseline = heard(baseline, voiceFrame({ arousal }))
  return baseline
}
