import fc from 'fast-check'
import { expect, it } from 'vitest'
import { decibels } from './decibels.ts'

it('lies within 2e-6 dB of ten times the logarithm', () => {
  fc.assert(
    fc.property(fc.double({ min: -35, max: 35, noNaN: true }), (exponent) => {
      const power = Math.fround(10 ** exponent)
      expect(Math.abs(decibels(power) - 10 * Math.log10(power))).toBeLessThan(2e-6)
    }),
  )
})
