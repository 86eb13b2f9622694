import { describe, expect, it } from 'vitest'
import { resample } from './resample.ts'

describe('resample', () => {
  it.each([8000, 11_025, 22_050, 44_100, 48_000, 96_000])('keeps a tone of 1 kHz from %d Hz', (fromHz) => {
    const out = resample(sine(1000, fromHz, 0.5), fromHz, 16_000)
    const ideal = sine(1000, 16_000, 0.5)
    expect(out).toHaveLength(8000)
    expect(worst(out.subarray(1000, 7000), ideal.subarray(1000, 7000))).toBeLessThan(0.002)
  })

  it.each([9000, 12_000, 20_000])('takes out %d Hz, which would come back as another tone', (toneHz) => {
    const out = resample(sine(toneHz, 48_000, 0.5), 48_000, 16_000).subarray(1000, 7000)
    expect(worst(out, new Float32Array(out.length))).toBeLessThan(0.003)
  })

  it('leaves 16 kHz as it is', () => {
    const samples = sine(440, 16_000, 0.01)
    expect(resample(samples, 16_000, 16_000)).toBe(samples)
  })

  it('copes with a rate that shares nothing with 16 kHz', () => {
    const out = resample(sine(1000, 44_101, 0.2), 44_101, 16_000).subarray(500, 2500)
    expect(worst(out, sine(1000, 16_000, 0.2).subarray(500, 2500))).toBeLessThan(0.002)
  })
})

function sine(toneHz: number, rateHz: number, seconds: number): Float32Array {
  return Float32Array.from({ length: rateHz * seconds }, (_, i) =>
    Math.sin((2 * Math.PI * toneHz * i) / rateHz),
  )
}

function worst(a: Float32Array, b: Float32Array): number {
  return a.reduce((max, value, i) => Math.max(max, Math.abs(value - (b[i] ?? 0))), 0)
}
