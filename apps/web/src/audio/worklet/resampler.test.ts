import { describe, expect, it } from 'vitest'
import { createResampler } from './resampler.ts'

const wireRateHz = 16_000
/** Those of sound cards, and one that has next to nothing in common with 16 kHz. */
const nativeRatesHz = [8_000, 11_025, 16_000, 22_050, 32_000, 44_100, 47_999, 48_000, 96_000, 192_000]

describe('the resampler', () => {
  it.each(nativeRatesHz)('keeps a 440 Hz sine at %i Hz what it is', (fromHz) => {
    const out = settled(resample(fromHz, sine(fromHz, 440)))
    expect(decibels(errorAgainstSine(out, 440))).toBeLessThan(-70)
  })

  it.each([44_100, 48_000, 96_000, 192_000])(
    'keeps speech up to 6.5 kHz from %i Hz at its level',
    (fromHz) => {
      for (const hz of [100, 1_000, 3_000, 6_500]) {
        const level = decibels(rms(settled(resample(fromHz, sine(fromHz, hz)))) * Math.SQRT2)
        expect(Math.abs(level)).toBeLessThan(0.1)
      }
    },
  )

  it.each([22_050, 44_100, 48_000, 96_000, 192_000])(
    'lets nothing above 8 kHz fold back from %i Hz',
    (fromHz) => {
      const above = [8_000, 9_000, 10_500, 15_000, 20_000].filter((hz) => hz < fromHz / 2)
      for (const hz of above)
        expect(decibels(rms(settled(resample(fromHz, sine(fromHz, hz)))))).toBeLessThan(-60)
    },
  )

  it('makes no image of the voice when it goes up from 8 kHz', () => {
    const out = settled(resample(8_000, sine(8_000, 3_000)))
    expect(decibels(errorAgainstSine(out, 3_000))).toBeLessThan(-60)
  })

  it.each(nativeRatesHz)('gives 16,000 samples a second from %i Hz, however it is cut', (fromHz) => {
    const whole = resample(fromHz, sine(fromHz, 440))
    expect(Math.abs(whole.length - wireRateHz)).toBeLessThan(80)
    expect(rounded(resample(fromHz, sine(fromHz, 440), 37))).toEqual(rounded(whole))
  })
})

/** One second, pushed in blocks as an AudioWorklet does. */
function resample(fromHz: number, samples: Float32Array, blockLength = 128): Float32Array {
  const resampler = createResampler(fromHz, wireRateHz)
  const out: number[] = []
  for (let at = 0; at < samples.length; at += blockLength) {
    out.push(...resampler.push(samples.subarray(at, at + blockLength)))
  }
  return Float32Array.from(out)
}

function sine(rateHz: number, hz: number): Float32Array {
  return Float32Array.from({ length: rateHz }, (_, i) => Math.sin((2 * Math.PI * hz * i) / rateHz))
}

/** To 16 bits, which is what travels. */
function rounded(samples: Float32Array): number[] {
  return Array.from(samples, (sample) => Math.round(sample * 32_767) + 0)
}

/** The middle, away from both ends, where the filter sees silence. */
function settled(samples: Float32Array): Float32Array {
  return samples.slice(400, -400)
}

/** RMS of what is left of `samples` once the best-fitting sine of `hz` and amplitude 1 is taken out. */
function errorAgainstSine(samples: Float32Array, hz: number): number {
  const angle = (i: number) => (2 * Math.PI * hz * i) / wireRateHz
  let [re, im] = [0, 0]
  samples.forEach((sample, i) => {
    re += sample * Math.cos(angle(i))
    im += sample * Math.sin(angle(i))
  })
  const phase = Math.atan2(re, im)
  return rms(samples.map((sample, i) => sample - Math.sin(angle(i) + phase)))
}

function rms(samples: Float32Array): number {
  return Math.sqrt(samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length)
}

function decibels(ratio: number): number {
  return 20 * Math.log10(Math.max(ratio, 1e-12))
}
