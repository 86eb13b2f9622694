import { describe, expect, it } from 'vitest'
import { noise } from '../test/sounds.ts'
import { createRandom } from '../training/random.ts'
import { blockSamples, hopSamples, sampleRateHz } from './audio.ts'
import { createFrameAnalyser } from './frame-analyser.ts'
import { column, frameColumns } from './frame-layout.ts'
import { meanOf } from './statistics.ts'

/*
 * A voice made of pulses whose periods and heights waver by a known amount. Praat 6.3.07 reads the same sounds (two
 * seconds of them, all frames) as jitter 0.0047, 0.0094 and 0.0187, shimmer 0.24, 0.48 and 0.96 dB, HNR 5.2, 10.1 and
 * 15.0 dB. The tolerances are what this reading, of three cycles at 8 kHz in each frame, reaches; they were set after it.
 */
describe('a voice that wavers', () => {
  it.each([0.005, 0.01, 0.02])('has its jitter of %d within a third', (jitter) => {
    const measured = meanIn(voice({ f0Hz: 120, jitter, shimmerDb: 0 }), column.jitter)
    expect(measured / jitter).toBeGreaterThan(0.67)
    expect(measured / jitter).toBeLessThan(1.33)
  })

  it.each([0.25, 0.5, 1])('has its shimmer of %d dB within a quarter', (shimmerDb) => {
    const measured = meanIn(voice({ f0Hz: 120, jitter: 0, shimmerDb }), column.shimmerDb)
    expect(measured / shimmerDb).toBeGreaterThan(0.75)
    expect(measured / shimmerDb).toBeLessThan(1.25)
  })

  // At 8 kHz the top of a pulse falls between two samples: that alone is 0.15 dB.
  it('has next to none where it doesn’t waver', () => {
    const steady = voice({ f0Hz: 120, jitter: 0, shimmerDb: 0 })
    expect(meanIn(steady, column.jitter)).toBeLessThan(0.001)
    expect(meanIn(steady, column.shimmerDb)).toBeLessThan(0.2)
  })
})

describe('a voice in noise', () => {
  it.each([5, 10, 15])('has its harmonics-to-noise ratio of %d dB within 1.5 dB', (ratioDb) => {
    // Half of white noise lies over the 4 kHz that pitch is measured in, the voice doesn't: 3 dB more.
    const measured = meanIn(breathy(120, ratioDb), column.harmonicityDb)
    expect(Math.abs(measured - ratioDb - 3)).toBeLessThan(1.5)
  })

  it.each([90, 200])(
    'has a cepstral peak that stands out less, the more breath there is, at %d Hz',
    (f0Hz) => {
      const peaks = [0, 5, 10, 15, 20].map((ratioDb) => meanIn(breathy(f0Hz, ratioDb), column.cepstralPeakDb))
      const rises = peaks.slice(1).map((peak, i) => peak - peaks[i])
      expect(Math.min(...rises)).toBeGreaterThan(0.7)
    },
  )
})

interface Voice {
  f0Hz: number
  /** Mean difference of two neighbouring periods over their mean. */
  jitter: number
  /** Mean difference of two neighbouring heights. */
  shimmerDb: number
}

/** Two seconds of smooth pulses, laid at parts of samples. */
function voice({ f0Hz, jitter, shimmerDb }: Voice): Float32Array {
  const random = createRandom(3)
  const sound = new Float32Array(2 * sampleRateHz)
  // Two normal values of deviation 1 differ by 2/√π in the mean.
  const toDeviation = Math.sqrt(Math.PI) / 2
  for (let atS = 0.02; atS < 1.97; atS += (1 + jitter * toDeviation * random.normal()) / f0Hz)
    addPulse(sound, atS * sampleRateHz, 10 ** ((shimmerDb * toDeviation * random.normal()) / 20))
  return sound
}

/** A tone that rings at 700 Hz and dies away within a period, its start rounded. */
function addPulse(sound: Float32Array, at: number, height: number): void {
  for (let i = Math.ceil(at); i < Math.min(sound.length, at + 160); i++) {
    const timeS = (i - at) / sampleRateHz
    const envelope = (1 - Math.exp(-timeS * 4000)) ** 2 * Math.exp(-timeS * 600)
    sound[i] += 0.3 * height * envelope * Math.sin(2 * Math.PI * 700 * timeS)
  }
}

function breathy(f0Hz: number, ratioDb: number): Float32Array {
  const clean = voice({ f0Hz, jitter: 0, shimmerDb: 0 })
  const rms = Math.sqrt(clean.reduce((sum, x) => sum + x * x, 0) / clean.length)
  const breath = noise('white', 2, rms * 10 ** (-ratioDb / 20))
  return clean.map((x, i) => x + breath[i])
}

/** Mean of a column over the second in the middle. */
function meanIn(sound: Float32Array, index: number): number {
  const analyser = createFrameAnalyser()
  const row = new Float32Array(frameColumns)
  const values: number[] = []
  for (let from = 0; from + blockSamples <= sound.length; from += hopSamples) {
    analyser.analyse(sound.subarray(from, from + blockSamples), row)
    if (from > 0.5 * sampleRateHz && from < 1.5 * sampleRateHz) values.push(row[index])
  }
  return meanOf(Float32Array.from(values))
}
