import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readFixture } from '../test/fixture.ts'
import { beeps, ensemble, fan, hum, joined, music, noise, silence, toPcm, typing } from '../test/sounds.ts'
import { frameLevels, labelSpeech, loudLevel, underLoudDb } from '../training/activity/label-speech.ts'
import { hopSamples, sampleRateHz } from './audio.ts'
import { column } from './frame-layout.ts'
import { createSpeechFrontEnd } from './speech-front-end.ts'

const speech = await readFixture()
const conversation = joined(silence(1), speech, silence(1.5), speech, silence(1.5))

describe('speech', () => {
  // The measurement proper, on hours of other voices and noises: training/evaluate-activity.ts.
  it.each<[string, (seconds: number) => Float32Array, mostFalse?: number]>([
    ['white noise', (seconds) => noise('white', seconds, 1)],
    ['pink noise', (seconds) => noise('pink', seconds, 1)],
    ['brown noise', (seconds) => noise('brown', seconds, 1)],
    ['hum', (seconds) => hum(50, seconds, 1)],
    ['typing', (seconds) => typing(seconds, 1)],
    // Its slow beat is heard as speech going on for some tenths of a second: measured 0.07.
    ['a fan', (seconds) => fan(seconds, 1), 0.1],
    ['nothing', silence],
  ])('is found 10 dB over %s, and its pauses are left alone', (_, background, mostFalse = 0.02) => {
    const truth = cleanLabels()
    const claimed = claimsOf(mixed(background(conversation.length / sampleRateHz), 10, truth))
    expect(shareOf(truth, claimed, 1)).toBeGreaterThanOrEqual(0.93)
    expect(shareAwayFromSpeech(truth, claimed)).toBeLessThanOrEqual(mostFalse)
  })

  it.each([-50, -30, -3, 0])('is found at a peak of %d dBFS', (peakDb) => {
    const peak = conversation.reduce((max, x) => Math.max(max, Math.abs(x)), 0)
    const claimed = claimsOf(conversation.map((x) => (x * 10 ** (peakDb / 20)) / peak))
    expect(shareOf(cleanLabels(), claimed, 1)).toBeGreaterThanOrEqual(0.95)
  })

  it('has each of its frames claimed once, in order, at most 250 ms late', () => {
    let last = -1
    let now = -1
    createSpeechFrontEnd().push(toPcm(conversation), ({ speech, firstSpeechFrame }) => {
      now++
      if (speech.length === 0) return
      expect(firstSpeechFrame).toBeGreaterThan(last)
      expect(now - firstSpeechFrame).toBeLessThanOrEqual(25)
      last = firstSpeechFrame + speech.length - 1
      expect(last).toBeLessThanOrEqual(now)
    })
    expect(last).toBeGreaterThan(0)
  })

  it('keeps the closures of its stops, and tells its pauses', () => {
    const gaps: number[] = []
    createSpeechFrontEnd().push(toPcm(conversation), ({ speech }) =>
      gaps.push(...speech.map((row) => row[column.gapFrames]).filter((gap) => gap > 0)),
    )
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(15)
    expect(gaps).toContain(100)
  })
})

it.each<[string, Float32Array]>([
  ['silence', silence(30)],
  ['white noise', noise('white', 30, 0.1)],
  ['hum', hum(60, 30, 0.3)],
  ['typing', typing(30, 0.5)],
  ['a fan', fan(30, 0.2)],
  ['plucked music', music(30, 0.5)],
  ['beeps', beeps(440, 30, 0.4)],
  ['an ensemble', ensemble(60, 0.3, 3)],
])('claims next to nothing of %s', (_, sound) => {
  const claimed = claimsOf(sound)
  expect(claimed.reduce((a, b) => a + b, 0) / claimed.length).toBeLessThan(0.02)
})

it('claims the same in chunks of any length', () => {
  const sound = toPcm(mixed(noise('pink', conversation.length / sampleRateHz, 1), 10, cleanLabels()))
  const whole = rowsOf(sound, [])
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 9000 }), { minLength: 1, maxLength: 12 }), (lengths) => {
      expect(rowsOf(sound, lengths)).toEqual(whole)
    }),
    { numRuns: 10 },
  )
})

function cleanLabels(): Uint8Array {
  const levels = frameLevels(conversation)
  const leastDb = loudLevel(frameLevels(speech)) - underLoudDb
  return labelSpeech((frame) => levels[frame] > leastDb, levels.length)
}

function mixed(background: Float32Array, snrDb: number, truth: Uint8Array): Float32Array {
  const inSpeech = conversation.filter((_, i) => truth[Math.floor(i / hopSamples)] === 1)
  const gain = (rms(inSpeech) / Math.max(1e-9, rms(background))) * 10 ** (-snrDb / 20)
  return conversation.map((x, i) => 0.3 * (x + gain * background[i]))
}

function claimsOf(sound: Float32Array): Uint8Array {
  const claimed: number[] = []
  createSpeechFrontEnd().push(toPcm(sound), ({ speech, firstSpeechFrame }) => {
    claimed.push(0)
    speech.forEach((_, i) => (claimed[firstSpeechFrame + i] = 1))
  })
  return Uint8Array.from(claimed)
}

function shareOf(truth: Uint8Array, claimed: Uint8Array, label: 0 | 1): number {
  const asked = claimed.filter((_, frame) => truth[frame] === label)
  return asked.reduce((a, b) => a + b, 0) / asked.length
}

/** Claims further than 150 ms from any speech: where a syllable ends is a matter of taste. */
function shareAwayFromSpeech(truth: Uint8Array, claimed: Uint8Array): number {
  const away = claimed.filter((_, frame) => !truth.subarray(Math.max(0, frame - 15), frame + 16).includes(1))
  return away.reduce((a, b) => a + b, 0) / away.length
}

function rowsOf(sound: Int16Array, lengths: readonly number[]): number[][] {
  const frontEnd = createSpeechFrontEnd()
  const rows: number[][] = []
  let from = 0
  for (const length of [...lengths, sound.length]) {
    frontEnd.push(sound.subarray(from, from + length), ({ speech, endSample }) =>
      rows.push(...speech.map((row) => [endSample, ...row])),
    )
    from += length
  }
  return rows
}

function rms(samples: Float32Array): number {
  return Math.sqrt(samples.reduce((sum, x) => sum + x * x, 0) / samples.length)
}
