import { expect, it } from 'vitest'
import { createEvenTransform } from './even-transform.ts'
import { createRealFft } from './real-fft.ts'

it('agrees with the sum that defines the inverse transform', () => {
  const half = Float64Array.from({ length: 33 }, (_, k) => Math.sin(k * k))
  const out = new Float64Array(32)
  createEvenTransform(64)(half, out)
  const direct = Array.from(out, (_, at) =>
    Array.from({ length: 64 }, (_, k) => half[Math.min(k, 64 - k)] * Math.cos((2 * Math.PI * k * at) / 64)),
  )
  expect(Array.from(out)).toEqual(
    direct.map((terms) => expect.closeTo(terms.reduce((a, b) => a + b) / 64, 12)),
  )
})

it('turns a power spectrum into the autocorrelation', () => {
  const samples = Array.from({ length: 32 }, (_, i) => Math.sin(i * i))
  const padded = new Float64Array(64)
  padded.set(samples)
  const [power, lags] = [new Float64Array(33), new Float64Array(8)]
  createRealFft(64).powerSpectrum(padded, power)
  createEvenTransform(64)(power, lags)
  const direct = Array.from(lags, (_, lag) =>
    samples.slice(lag).reduce((sum, sample, i) => sum + sample * samples[i], 0),
  )
  expect(Array.from(lags)).toEqual(direct.map((value) => expect.closeTo(value, 9)))
})
