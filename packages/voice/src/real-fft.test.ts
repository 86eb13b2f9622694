import { expect, it } from 'vitest'
import { createRealFft } from './real-fft.ts'

it('finds all the power of a cosine in its own bin', () => {
  const power = spectrumOf(Array.from({ length: 64 }, (_, i) => Math.cos((2 * Math.PI * 5 * i) / 64)))
  expect(power[5]).toBeCloseTo(32 ** 2, 6)
  power[5] = 0
  expect(Math.max(...power)).toBeLessThan(1e-18)
})

it('agrees with the sum that defines the transform', () => {
  const samples = Array.from({ length: 64 }, (_, i) => Math.sin(i * i) + 0.3)
  const power = spectrumOf(samples)
  expect(Array.from(power)).toEqual(Array.from(power, (_, k) => expect.closeTo(powerAt(samples, k), 9)))
})

function spectrumOf(samples: readonly number[]): Float64Array {
  const power = new Float64Array(33)
  createRealFft(64).powerSpectrum(Float64Array.from(samples), power)
  return power
}

function powerAt(samples: readonly number[], k: number): number {
  const along = (wave: (angle: number) => number) =>
    samples.reduce((sum, sample, i) => sum + sample * wave((2 * Math.PI * k * i) / 64), 0)
  return along(Math.cos) ** 2 + along(Math.sin) ** 2
}
