import fc from 'fast-check'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { createVectors, type Vectors } from './vectors.ts'

const kinds: [string, Vectors][] = [
  ['in WebAssembly', createVectors(true, 2 ** 16)],
  ['in plain TypeScript', createVectors(false, 2 ** 16)],
]
const number = fc.float({ min: -9, max: 9, noNaN: true })
const list = (length: number) => fc.array(number, { minLength: length, maxLength: length })

afterEach(() => vi.unstubAllGlobals())

describe.each(kinds)('%s', (_, vectors) => {
  const kept = (values: ArrayLike<number>) => {
    const room = vectors.room(values.length)
    room.set(values)
    return room
  }
  const [samples, power] = [vectors.room(512), vectors.room(512)]
  const [input, other, out] = [vectors.room(64), vectors.room(64), vectors.room(64)]

  it('the power spectrum is that of the sum that defines it', () => {
    fc.assert(
      fc.property(list(512), fc.integer({ min: 0, max: 256 }), (values, k) => {
        samples.set(values)
        vectors.powerSpectrum(samples, power)
        const re = sum(values, (value, n) => value * Math.cos((2 * Math.PI * k * n) / 512))
        const im = sum(values, (value, n) => value * Math.sin((2 * Math.PI * k * n) / 512))
        // Beside all the energy there is, for what a bin loses by rounding comes from the others.
        const energy = sum(values, (value) => value * value)
        expect(Math.abs(power[k] - (re * re + im * im))).toBeLessThan(1e-4 * energy + 1e-9)
      }),
      { numRuns: 50 },
    )
  })

  it('the even transform is the sum that defines it', () => {
    fc.assert(
      fc.property(list(257), fc.integer({ min: 0, max: 255 }), (values, n) => {
        samples.fill(NaN)
        samples.set(values)
        vectors.evenTransform(samples, power)
        const at = (k: number) => values[Math.min(k, 512 - k)] ?? NaN
        const direct = sum(new Array(512).fill(0), (_, k) => at(k) * Math.cos((2 * Math.PI * k * n) / 512))
        expect(power[n]).toBeCloseTo(direct, 2)
      }),
      { numRuns: 50 },
    )
  })

  it('decibels are ten logarithms, of any power of ten', () => {
    fc.assert(
      fc.property(
        fc.float({ min: -30, max: 30, noNaN: true }),
        fc.constantFrom(0, 2 ** -20, 1),
        (exponent, floor) => {
          input[5] = 10 ** exponent
          vectors.decibels(input, out, 6, floor)
          expect(out[5]).toBeCloseTo(10 * Math.log10((input[5] ?? NaN) + floor), 4)
        },
      ),
    )
  })

  it('a window is laid over numbers, whose squares are summed up', () => {
    fc.assert(
      fc.property(list(12), list(12), (values, window) => {
        const squares = vectors.windowed(set(input, values), set(other, window), out, 12)
        expect(squares).toBeCloseTo(
          sum(values, (value) => value * value),
          3,
        )
        values.forEach((value, i) => expect(out[i]).toBeCloseTo(value * (window[i] ?? NaN), 4))
      }),
    )
  })

  it('numbers are correlated with what comes later', () => {
    fc.assert(
      fc.property(
        list(40),
        fc.nat(5),
        fc.nat(9),
        fc.integer({ min: 1, max: 9 }),
        (values, from, later, length) => {
          vectors.correlate(set(input, values), from, later, out, length, 12)
          for (let place = 0; place < 12; place++)
            expect(out[place]).toBeCloseTo(
              sum(values.slice(from, from + length), (x, j) => x * (values[later + place + j] ?? NaN)),
              3,
            )
        },
      ),
    )
  })

  it('every second number is filtered by taps, of which every second is 0', () => {
    fc.assert(
      fc.property(list(40), list(7), (values, taps) => {
        vectors.halve(set(input, values), set(other, taps), out, 8)
        for (let i = 0; i < 8; i++) {
          const at = (away: number) => values[2 * i + 12 + away] ?? NaN
          const [middle = NaN, ...sides] = taps
          const filtered = middle * at(0) + sum(sides, (tap, k) => tap * (at(2 * k + 1) + at(-2 * k - 1)))
          expect(out[i]).toBeCloseTo(filtered, 3)
        }
      }),
    )
  })

  it('stretches are summed up by their weights, each from its own place', () => {
    fc.assert(
      fc.property(list(40), list(12), fc.nat(20), fc.nat(20), (values, weights, first, second) => {
        const room = vectors.room(4)
        const places = new Int32Array(room.buffer, room.byteOffset, 4)
        places.set([4 * first, 16, 4 * second, 32])
        vectors.bands({ weights: set(other, weights), places, count: 2 }, set(input, values), out)
        const weighed = (from: number, to: number, at: number) =>
          sum(weights.slice(from, to), (weight, i) => weight * (values[at + i] ?? NaN))
        expect(out[0]).toBeCloseTo(weighed(0, 4, first), 3)
        expect(out[1]).toBeCloseTo(weighed(4, 12, second), 3)
      }),
    )
  })

  it('sums count each number by its place and by its partner', () => {
    fc.assert(
      fc.property(list(16), list(16), (p, l) => {
        vectors.sums(set(input, p), set(other, l), out, 16)
        expect(out[0]).toBeCloseTo(
          sum(p, (value) => value),
          3,
        )
        expect(out[1]).toBeCloseTo(
          sum(p, (value, k) => value * k),
          2,
        )
        expect(out[2]).toBeCloseTo(
          sum(l, (value) => value),
          3,
        )
        expect(out[3]).toBeCloseTo(
          sum(p, (value, k) => value * (l[k] ?? NaN)),
          2,
        )
      }),
    )
  })

  it('gates move the state as their definition does, however far they are driven', () => {
    const step = fc.float({ min: -60, max: 60, noNaN: true })
    const drawn = fc.array(step, { minLength: 12, maxLength: 12 })
    const state = kept([0, 0, 0, 0])
    fc.assert(
      fc.property(drawn, drawn, list(4), (x, h, before) => {
        vectors.gate(set(input, x), set(other, h), set(state, before), 4)
        before.forEach((old, unit) => {
          const at = (gate: number) => [x[4 * gate + unit] ?? NaN, h[4 * gate + unit] ?? NaN] as const
          const [reset, update] = [at(0), at(1)].map(([a, b]) => 1 / (1 + Math.exp(-(a + b))))
          const next = Math.tanh(at(2)[0] + (reset ?? NaN) * at(2)[1])
          expect(state[unit]).toBeCloseTo(next + (update ?? NaN) * (old - next), 4)
        })
      }),
    )
  })
})

const refuse = () =>
  vi.fn(function () {
    throw new Error('not here')
  })

it.each([
  ['is missing', undefined],
  ['is forbidden', { Module: refuse(), Instance: refuse() }],
])('is there where WebAssembly %s', (_, found) => {
  vi.stubGlobal('WebAssembly', found)
  const vectors = createVectors(true, 2 ** 16)
  const [samples, power] = [vectors.room(512), vectors.room(257)]
  samples[0] = 2
  vectors.powerSpectrum(samples, power)
  expect([...power]).toEqual(new Array(257).fill(4))
})

it('says so where there is no more room', () => {
  expect(() => createVectors(true, 2 ** 16).room(1e6)).toThrow(RangeError)
})

function set(room: Float32Array, values: readonly number[]): Float32Array {
  room.set(values)
  return room
}

function sum(values: readonly number[], of: (value: number, at: number) => number): number {
  return values.reduce((total, value, at) => total + of(value, at), 0)
}
