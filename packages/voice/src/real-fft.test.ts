import { expect, it } from 'vitest'
import { createRealFft } from './real-fft.ts'

it('finds all the power of a cosine in its own bin', () => {
  const fft = createRealFft(64)
  const power = new Float64Array(33)
  fft.powerSpectrum(
    Float64Array.from({ length: 64 }, (_, i) => Math.cos((2 * Math.PI * 5 * i) / 64)),
    power,
  )
  expect(power[5]).toBeCloseTo(32 ** 2, 6)
  power[5] = 0
  expect(Math.max(...power)).toBeLessThan(1e-18)
})

it('agrees with the sum that defines autocorrelation', () => {
  const samples = Array.from({ length: 32 }, (_, i) => Math.sin(i * i))
  const padded = new Float64Array(64)
  padded.set(samples)
  const lags = new Float64Array(8)
  createRealFft(64).autocorrelation(padded, lags)
  const direct = Array.from(lags, (_, lag) =>
    samples.slice(lag).reduce((sum, sample, i) => sum + sample * (samples[i] ?? 0), 0),
  )
  expect(Array.from(lags)).toEqual(direct.map((value) => expect.closeTo(value, 9)))
})
