import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { calibrate, logSharesOf, sharesOf } from './calibration.ts'

const logits = fc
  .array(fc.double({ min: -40, max: 40, noNaN: true }), { minLength: 9, maxLength: 9 })
  .map((values) => Float64Array.from(values))

describe('shares', () => {
  it('sum to 1, and keep their order whatever the temperature', () => {
    fc.assert(
      fc.property(logits, fc.double({ min: 0.2, max: 9, noNaN: true }), (values, temperature) => {
        const shares = calibrate({ temperature, strangeness: 1 }, logSharesOf(values), 0.3)
        expect(shares.reduce((a, b) => a + b)).toBeCloseTo(1, 9)
        expect(shares[values.indexOf(Math.max(...values))]).toBe(Math.max(...shares))
      }),
    )
  })

  it('of what the model never learnt are none', () => {
    const [one, unlearnt, other] = sharesOf(Float64Array.of(1, -Infinity, 1))
    expect(unlearnt).toBe(0)
    expect([one, other]).toEqual([expect.closeTo(0.5, 9), expect.closeTo(0.5, 9)])
  })

  it('are less sure the less a stretch is like what was learnt from', () => {
    const logs = logSharesOf(Float64Array.of(3, 1, 0))
    const sure = (novelty: number) =>
      Math.max(...calibrate({ temperature: 1, strangeness: 2 }, logs, novelty))
    expect(sure(0.6)).toBeLessThan(sure(0.2))
    expect(sure(0.2)).toBeLessThan(sure(0))
  })
})
