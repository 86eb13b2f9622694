import type { ProsodyFlag } from '@undertone/shared'
import type { Prosody } from '@undertone/voice'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { voiceFrame } from '../../test/support/scripted-voice.ts'
import { prosodyFlags } from './prosody-flags.ts'
import { heard, unknownSpeaker } from './speaker-baseline.ts'

const { prosody: usual } = voiceFrame()
/** A voice that scatters as one does: ± 2 dB, 1 semitone, a tenth of its rate. */
const scattered = Array.from({ length: 40 }, (_, n) => scatter(usual, Math.sin(n * 2.4)))

it.each([
  ['loud', { loudnessDb: -22 }],
  ['quiet', { loudnessDb: -38 }],
  ['fast', { ratePerS: 6 }],
  ['slow', { ratePerS: 2.5 }],
  ['high_pitch', { pitchHz: 200 }],
  ['low_pitch', { pitchHz: 110 }],
  ['monotone', { pitchRangeSt: 1 }],
  ['shaky', { jitter: 0.05 }],
] as const)('says %s', (flag, prosody) => {
  expect(prosodyFlags({ ...usual, ...prosody }, scattered, [])).toEqual([flag])
})

it('says nothing of a voice as it usually is', () => {
  expect(scattered.flatMap((prosody) => prosodyFlags(prosody, scattered, []))).toEqual([])
})

it('waits until the voice is known', () => {
  expect(prosodyFlags({ ...usual, loudnessDb: -10 }, scattered.slice(0, 15), [])).toEqual([])
})

it('calls nothing rare that this voice does every now and then', () => {
  const lively = scattered.map((prosody, n) => (n % 4 === 0 ? { ...prosody, pitchHz: 230 } : prosody))
  expect(prosodyFlags({ ...usual, pitchHz: 220 }, lively, [])).toEqual([])
})

it('keeps a flag that wears off a little, and lets it go once half of it is left', () => {
  const flagsAt = (loudnessDb: number, standing: readonly ProsodyFlag[]) =>
    prosodyFlags({ ...usual, loudnessDb }, scattered, standing)
  expect(flagsAt(-26, [])).toEqual([])
  expect(flagsAt(-26, ['loud'])).toEqual(['loud'])
  expect(flagsAt(-28, ['loud'])).toEqual([])
})

describe('a mood that lasts', () => {
  it.each([
    ['loud', { loudnessDb: -20 }],
    ['high_pitch', { pitchHz: 210 }],
  ] as const)('is %s for about a minute, and then it is how the voice is', (flag, prosody) => {
    const flags = flagsThrough(
      usedTo(usual, 240),
      Array.from({ length: 240 }, () => ({ ...usual, ...prosody })),
    )
    const lastsFrames = flags.filter((found) => found.includes(flag)).length
    expect(lastsFrames / 2).toBeGreaterThan(45)
    expect(lastsFrames / 2).toBeLessThan(75)
    expect(flags.at(-1)).toEqual([])
  })

  it('is no flag where the voice was so from the first', () => {
    const shouting = { ...usual, loudnessDb: -8, pitchHz: 260, ratePerS: 6 }
    expect(
      flagsThrough(
        [],
        Array.from({ length: 100 }, () => shouting),
      ).flat(),
    ).toEqual([])
  })
})

it('never says of a voice that it is both of two opposites, whatever it is and was', () => {
  const prosody = fc.record({
    loudnessDb: fc.double({ min: -120, max: 0, noNaN: true }),
    pitchHz: fc.double({ min: 0, max: 1_000, noNaN: true }),
    pitchRangeSt: fc.double({ min: 0, max: 48, noNaN: true }),
    ratePerS: fc.double({ min: 0, max: 20, noNaN: true }),
    jitter: fc.double({ min: 0, max: 1, noNaN: true }),
  })
  fc.assert(
    fc.property(prosody, fc.array(prosody, { minLength: 16, maxLength: 40 }), (now, recent) => {
      const flags = prosodyFlags(now, recent, [])
      for (const [one, other] of opposites) expect(flags.includes(one) && flags.includes(other)).toBe(false)
    }),
  )
})

const opposites = [
  ['loud', 'quiet'],
  ['fast', 'slow'],
  ['high_pitch', 'low_pitch'],
] as const

function scatter(prosody: Prosody, by: number): Prosody {
  return {
    loudnessDb: prosody.loudnessDb + 2 * by,
    pitchHz: prosody.pitchHz * 2 ** (by / 12),
    pitchRangeSt: prosody.pitchRangeSt + by,
    ratePerS: prosody.ratePerS * (1 + by / 10),
    jitter: prosody.jitter * (1 + by / 10),
  }
}

function usedTo(prosody: Prosody, frames: number): Prosody[] {
  return Array.from({ length: frames }, (_, n) => scatter(prosody, Math.sin(n * 2.4)))
}

/** The flags of each of `frames`, each judged against what was heard before it. */
function flagsThrough(before: readonly Prosody[], frames: readonly Prosody[]): ProsodyFlag[][] {
  let speaker = unknownSpeaker
  for (const prosody of before) speaker = heard(speaker, { arousal: 0, prosody })
  let standing: ProsodyFlag[] = []
  return frames.map((prosody) => {
    standing = prosodyFlags(prosody, speaker.recent, standing)
    speaker = heard(speaker, { arousal: 0, prosody })
    return standing
  })
}
