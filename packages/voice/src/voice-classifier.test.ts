import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readFixture } from '../test/fixture.ts'
import {
  beeps,
  fan,
  hum,
  joined,
  music,
  noise,
  silence,
  square,
  sweep,
  toPcm,
  tone,
  typing,
} from '../test/sounds.ts'
import { sampleRateHz } from './audio.ts'
import { loadShippedModel } from './shipped-models.ts'
import { createVoiceClassifier } from './voice-classifier.ts'
import type { VoiceFrame, VoiceUpdate } from './voice-frame.ts'

const model = loadShippedModel()
const speech = await readFixture()

describe('what is nobody’s voice makes no frame', () => {
  it.each<[string, () => Float32Array]>([
    ['silence', () => silence(180)],
    ['white noise', () => noise('white', 120, 0.05)],
    ['loud white noise', () => noise('white', 30, 0.4)],
    ['pink noise', () => noise('pink', 120, 0.1)],
    ['brown noise', () => noise('brown', 120, 0.2)],
    ['50 Hz hum', () => hum(50, 120, 0.3)],
    ['60 Hz hum', () => hum(60, 120, 0.3)],
    [
      'loud hum that starts in the middle',
      () => joined(silence(5), hum(50, 30, 0.9), silence(3), hum(60, 30, 0.9)),
    ],
    ['rectified hum', () => joined(silence(3), tone(100, [1, 0.6, 0.5, 0.4, 0.3, 0.3, 0.2], 60, 0.5))],
    ['typing', () => typing(180, 0.5)],
    ['quiet typing', () => typing(60, 0.02)],
    ['a slow sweep', () => sweep(60, 600, 3, 60, 0.5)],
    ['a fast sweep', () => sweep(100, 4000, 0.7, 60, 0.5)],
    ['a fan', () => fan(60, 0.2)],
    ['plucked music', () => music(60, 0.5)],
    ['beeps', () => beeps(440, 60, 0.4)],
    [
      'a square wave at full scale',
      () => joined(silence(2), square(120, 30, 1), silence(2), square(70, 30, 1)),
    ],
    ['a constant at full scale', () => new Float32Array(30 * sampleRateHz).fill(1)],
    ['clipped noise', () => noise('pink', 60, 3)],
  ])('%s', (_, sound) => {
    expect(framesOf(heard(sound()))).toEqual([])
  })
})

describe('speech', () => {
  it.each([-50, -40, -20, -3, 0])('is heard at a peak of %d dBFS', (peakDb) => {
    expect(framesOf(heard(joined(silence(0.5), atPeak(speech, peakDb)))).length).toBeGreaterThan(0)
  })

  it.each(['white', 'pink', 'brown'] as const)('is heard in %s noise 15 dB below it', (colour) => {
    const floor = noise(colour, 4, rms(speech) * 10 ** (-15 / 20))
    expect(framesOf(heard(floor.map((x, i) => x + (speech[i - sampleRateHz] ?? 0)))).length).toBeGreaterThan(
      0,
    )
  })

  it('has its first frame within 1.4 s of its start, and the next half a second later', () => {
    const [first, second] = framesOf(heard(joined(speech, speech)))
    expect(first?.endSample).toBeLessThan(1.4 * sampleRateHz)
    expect((second?.endSample ?? 0) - (first?.endSample ?? 0)).toBe(0.5 * sampleRateHz)
  })

  it('sounds angry where the actor is', () => {
    expect(framesOf(heard(speech)).map(({ affect }) => affect)).toContain('angry')
  })

  it('gets the same tone however loud it is', () => {
    const [loud] = framesOf(heard(atPeak(speech, -3)))
    const [quiet] = framesOf(heard(atPeak(speech, -30)))
    expect(quiet?.arousal).toBeCloseTo(loud?.arousal ?? NaN, 1)
    expect(quiet?.prosody.loudnessDb).toBeCloseTo((loud?.prosody.loudnessDb ?? NaN) - 27, 0)
  })

  it('gives probabilities that sum to 1, the confidence being that of the affect', () => {
    for (const { probabilities, confidence, affect } of framesOf(heard(joined(speech, silence(1), speech)))) {
      expect(Object.values(probabilities).reduce((a, b) => a + b)).toBeCloseTo(1, 5)
      expect(confidence).toBe(probabilities[affect])
    }
  })

  it('is heard against the voice’s own past once there is one', () => {
    const [first] = framesOf(heard(speech))
    const later = framesOf(heard(joined(...Array.from({ length: 12 }, () => joined(speech, silence(1))))))
    expect(
      later.filter(({ endSample }) => endSample > 30 * sampleRateHz).map(({ confidence }) => confidence),
    ).not.toContain(first?.confidence)
  })
})

describe('what is heard', () => {
  it('turns to speaking, and to listening after a pause', () => {
    expect(statesOf(heard(joined(speech, silence(2), speech, silence(2))))).toEqual([
      'speaking',
      'listening',
      'speaking',
      'listening',
    ])
  })

  it('is told to be spoken, and to be over, even where its only frame comes as it ends', () => {
    // Whispered at first, so that only the whole of it moves like a voice.
    const hiss = noise('pink', 3, 1)
    const whispered = speech.map((x, i) => Math.abs(x) * (hiss[i] ?? 0)).subarray(13_000, 24_000)
    const updates = heard(joined(silence(0.5), whispered, speech.subarray(5_000, 10_000), silence(1.6)))
    const told = updates.map((update) => (update.type === 'state' ? update.state : update.type))
    expect(told).toEqual(['speaking', 'frame', 'listening'])
  })

  it('is heard against what another classifier had learnt of the voice', () => {
    const before = createVoiceClassifier({ model })
    before.push(toPcm(joined(...Array.from({ length: 6 }, () => joined(speech, silence(1))))))
    const after = createVoiceClassifier({ model, voice: before.voice() })
    expect(after.voice()).toEqual(before.voice())
    expect(framesOf(after.push(toPcm(speech)))[0]?.confidence).not.toBe(
      framesOf(heard(speech))[0]?.confidence,
    )
  })

  it('is the same whether or not anybody asks what was learnt of the voice meanwhile', () => {
    const sound = toPcm(joined(speech, speech, speech, silence(1)))
    const [asked, unasked] = [createVoiceClassifier({ model }), createVoiceClassifier({ model })]
    const chunks = Array.from({ length: sound.length / 1_600 }, (_, i) =>
      sound.subarray(1_600 * i, 1_600 * (i + 1)),
    )
    const updates = chunks.flatMap((chunk) => {
      asked.voice()
      return asked.push(chunk)
    })
    expect(updates).toEqual(chunks.flatMap((chunk) => unasked.push(chunk)))
    expect(asked.voice().weight).toBeGreaterThan(0)
  })

  it.each([2, 1_000])('is heard afresh where another model learnt the voice, in %d coordinates', (size) => {
    const voice = { weight: 3, offsets: new Float64Array(size).fill(0.5) }
    expect(createVoiceClassifier({ model, voice }).push(toPcm(speech))).toEqual(heard(speech))
  })

  it('is told as frames even where nothing can be claimed: whoever holds them decides', () => {
    const unsure = { ...model, calibration: { temperature: 1000, strangeness: 0 } }
    const updates = createVoiceClassifier({ model: unsure }).push(toPcm(joined(speech, silence(2))))
    expect(statesOf(updates)).toEqual(['speaking', 'listening'])
    expect(framesOf(updates).every(({ confidence }) => confidence < 0.2)).toBe(true)
  })
})

describe('any input', () => {
  it('has the same updates in chunks of any length', () => {
    const sound = toPcm(joined(speech, silence(1), speech))
    const whole = createVoiceClassifier({ model }).push(sound)
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 9000 }), { minLength: 1, maxLength: 12 }), (lengths) => {
        expect(inChunks(sound, lengths)).toEqual(whole)
      }),
      { numRuns: 15 },
    )
  })

  it('is heard as if nobody else were, whoever speaks to other classifiers in between', () => {
    const sounds = [joined(speech, silence(1), speech), atPeak(joined(noise('pink', 1, 0.1), speech), -20)]
    const [first = new Int16Array(), second = new Int16Array()] = sounds.map(toPcm)
    const alone = [first, second].map((sound) => inChunks(sound, []))
    const lengths = fc.array(fc.integer({ min: 0, max: 9000 }), { maxLength: 12 })
    fc.assert(
      fc.property(lengths, (drawn) => {
        const classifiers = [createVoiceClassifier({ model }), createVoiceClassifier({ model })]
        const updates: VoiceUpdate[][] = [[], []]
        let from = 0
        for (const length of [...drawn, first.length]) {
          for (const [i, sound] of [first, second].entries())
            updates[i]?.push(...(classifiers[i]?.push(sound.subarray(from, from + length)) ?? []))
          from += length
        }
        expect(updates).toEqual(alone)
      }),
      { numRuns: 15 },
    )
  })

  it('never throws and never gives a number that isn’t one', () => {
    fc.assert(
      fc.property(
        fc.int16Array({ minLength: 0, maxLength: 400 }),
        fc.integer({ min: 1, max: 200 }),
        (piece, times) => {
          const classifier = createVoiceClassifier({ model })
          const updates = Array.from({ length: times }, () => classifier.push(piece)).flat()
          for (const { arousal, valence, confidence, prosody } of framesOf(updates))
            expect([arousal, valence, confidence, ...Object.values(prosody)].every(Number.isFinite)).toBe(
              true,
            )
        },
      ),
      { numRuns: 60 },
    )
  })
})

function heard(sound: Float32Array): VoiceUpdate[] {
  return createVoiceClassifier({ model }).push(toPcm(sound))
}

function inChunks(sound: Int16Array, lengths: readonly number[]): VoiceUpdate[] {
  const classifier = createVoiceClassifier({ model })
  const updates: VoiceUpdate[] = []
  let from = 0
  for (const length of [...lengths, sound.length]) {
    updates.push(...classifier.push(sound.subarray(from, from + length)))
    from += length
  }
  return updates
}

function framesOf(updates: readonly VoiceUpdate[]): VoiceFrame[] {
  return updates.flatMap((update) => (update.type === 'frame' ? [update.frame] : []))
}

function statesOf(updates: readonly VoiceUpdate[]): string[] {
  return updates.flatMap((update) => (update.type === 'state' ? [update.state] : []))
}

function atPeak(sound: Float32Array, peakDb: number): Float32Array {
  const peak = sound.reduce((max, x) => Math.max(max, Math.abs(x)), 0)
  return sound.map((x) => (x * 10 ** (peakDb / 20)) / peak)
}

function rms(sound: Float32Array): number {
  return Math.sqrt(sound.reduce((sum, x) => sum + x * x, 0) / sound.length)
}
