import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Table } from './rows.ts'
import { createVectors, type Vectors } from './vectors.ts'

const kinds: [string, Vectors][] = [
  ['in WebAssembly', createVectors(true, 2 ** 16)],
  ['in plain TypeScript', createVectors(false, 2 ** 16)],
]
const columns = 8
const number = fc.float({ min: -9, max: 9, noNaN: true })
const row = fc.array(number, { minLength: columns + 1, maxLength: columns + 1 })
const rows = fc.array(row, { minLength: 1, maxLength: 60 })

describe.each(kinds)('columns %s', (_, vectors) => {
  const values = vectors.room(60 * (columns + 1))
  const out = vectors.room(60 * columns)

  function tableOf(drawn: readonly (readonly number[])[]): Table {
    values.set(drawn.flat())
    return { values, stride: columns + 1, count: drawn.length }
  }

  it('have the mean and the standard deviation of each', () => {
    fc.assert(
      fc.property(rows, (drawn) => {
        vectors.spread(tableOf(drawn), out, columns)
        each(drawn, (column, index) => {
          const mean = meanOf(column)
          expect(out[index]).toBeCloseTo(mean, 4)
          expect(out[columns + index]).toBeCloseTo(Math.sqrt(meanOf(column.map((x) => (x - mean) ** 2))), 4)
        })
      }),
    )
  })

  it('have the sizes of their steps and slopes, the squares of these, and their trend', () => {
    fc.assert(
      fc.property(rows, (drawn) => {
        vectors.move(tableOf(drawn), out, columns)
        each(drawn, (column, index) => {
          const at = (place: number) => column[Math.max(0, Math.min(column.length - 1, place))] ?? NaN
          const slopes = column.map((_, i) => at(i + 1) - at(i - 1) + 2 * (at(i + 2) - at(i - 2)))
          const sums = [
            total(column.map((x, i) => Math.abs(x - at(i - 1)))),
            total(slopes.map(Math.abs)),
            total(slopes.map((slope) => slope * slope)),
            total(column.map((x, i) => x * (i - (column.length - 1) / 2))),
          ]
          sums.forEach((sum, i) => expectNear(out[i * columns + index], sum))
        })
      }),
    )
  })

  it('are sorted four at a time, each by itself', () => {
    fc.assert(
      fc.property(rows, fc.nat(columns - 4), (drawn, first) => {
        vectors.sort(tableOf(drawn), first, out)
        for (let index = 0; index < 4; index++) {
          const column = Float32Array.from(drawn, (one) => one[first + index] ?? NaN).sort()
          expect(drawn.map((_, i) => out[4 * i + index])).toEqual([...column])
        }
      }),
    )
  })

  it('are gathered from the rows that are high enough in one of them', () => {
    fc.assert(
      fc.property(rows, fc.nat(columns), number, (drawn, key, least) => {
        const chosen = drawn.filter((one) => (one[key] ?? NaN) >= least)
        expect(vectors.gather(tableOf(drawn), key, least, out, columns)).toBe(chosen.length)
        const copied = chosen.flatMap((one) => one.slice(0, columns))
        expect([...out.subarray(0, copied.length)]).toEqual(copied)
      }),
    )
  })
})

it('the slope of HTK’s formula by hand: of 0, 0, 1 with its ends repeated 0.2, 0.3 and 0.3', () => {
  const vectors = createVectors(true, 2 ** 16)
  const [values, out] = [vectors.room(12), vectors.room(16)]
  values.set([0, 0, 1], 0)
  vectors.move({ values, stride: 1, count: 3 }, out, 4)
  expect(out[4]).toBeCloseTo(8, 5)
})

function each(drawn: readonly (readonly number[])[], check: (column: number[], index: number) => void): void {
  for (let index = 0; index < columns; index++)
    check(
      drawn.map((one) => one[index] ?? NaN),
      index,
    )
}

function expectNear(value: number | undefined, wanted: number): void {
  expect(Math.abs((value ?? NaN) - wanted)).toBeLessThan(1e-5 * Math.abs(wanted) + 2e-3)
}

function total(values: readonly number[]): number {
  return values.reduce((a, b) => a + b, 0)
}

function meanOf(values: readonly number[]): number {
  return total(values) / values.length
}
