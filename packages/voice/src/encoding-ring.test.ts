import { describe, expect, it } from 'vitest'
import { createEncodingRing } from './encoding-ring.ts'

describe('pooling', () => {
  it('gives the mean of each unit and its spread over the last encodings, no older ones', () => {
    const ring = createEncodingRing(2, 3)
    for (const one of [
      [100, 100],
      [1, 5],
      [2, 5],
      [3, 5],
    ])
      ring.push(Float32Array.from(one))
    const [mean, steady, spread, still] = ring.pool()
    expect([mean, steady]).toEqual([2, 5])
    expect(spread).toBeCloseTo(Math.sqrt(2 / 3 + 1e-4), 6)
    expect(still).toBeCloseTo(0.01, 9)
  })

  it('gives zeros where nothing was heard, before and after a clearing', () => {
    const ring = createEncodingRing(1, 3)
    expect([...ring.pool()]).toEqual([0, 0])
    ring.push(Float32Array.of(4))
    ring.clear()
    expect([...ring.pool()]).toEqual([0, 0])
  })
})
