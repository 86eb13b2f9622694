import { fromBase64 } from './base64.ts'
import { fastRows } from './fast-rows.ts'
import { gatesCode } from './gates-code.ts'
import { rowsCode } from './rows-code.ts'
import { transformCode } from './transform-code.ts'
import { firstStageTurns, laterStageTurns, separationTurns } from './transform-turns.ts'
import type { Rows } from './rows.ts'
import type { Vectors } from './vectors.ts'
import { vectorsCode } from './vectors-code.ts'

const bytesPerValue = 4
const bytesPerPage = 65_536
/** Up to so many numbers past the end of an array may be touched. */
const spareValues = 8
/** How far the imaginary parts stand from the real ones, values: see transform.wat. */
const imaginaryPart = 260

/** Null where there is no WebAssembly, or it has no SIMD. */
export function createFastVectors(values: number): Vectors | null {
  try {
    const room = load(transformCode, {})
    room.memory.grow(Math.ceil((bytesPerValue * values) / bytesPerPage))
    return {
      ...overMemory(room, { ...load(gatesCode, { room }), ...load(vectorsCode, { room }) }),
      ...fastRows(load(rowsCode, { room })),
    }
  } catch {
    // Missing, without SIMD, forbidden by a content security policy, or no addresses left.
    return null
  }
}

type Code = ReturnType<typeof load>

function load(code: string, imports: object) {
  if (typeof WebAssembly === 'undefined') throw new Error('there is no WebAssembly')
  return new WebAssembly.Instance(new WebAssembly.Module(fromBase64(code)), imports).exports
}

function overMemory(transform: Code, vectors: Code): Omit<Vectors, keyof Rows> {
  const all = new Float32Array(transform.memory.buffer)
  let taken = 0

  function room(length: number): Float32Array {
    const from = taken
    taken += 4 * Math.ceil((length + spareValues) / 4)
    if (taken > all.length) throw new RangeError(`${length} numbers are more than there is room for`)
    return all.subarray(from, from + length)
  }

  function keep(values: Float32Array): number {
    const kept = room(values.length)
    kept.set(values)
    return kept.byteOffset
  }

  const one = keep(new Float32Array(2 * imaginaryPart))
  const other = keep(new Float32Array(2 * imaginaryPart))
  const firstTurns = keep(firstStageTurns())
  const [turns64, turns16, turns4] = [64, 16, 4].map((size) => keep(laterStageTurns(size)))
  const separation = keep(separationTurns())
  // The transforms' room is free while something else is worked out.
  const [even, odd] = [one, other]

  function turn(input: Float32Array, out: Float32Array, isEven: 0 | 1): void {
    transform.first(input.byteOffset, one, firstTurns)
    transform.later(one, other, 256, 16, turns64, 16)
    transform.later(other, one, 256, 64, turns16, 4)
    transform.later(one, other, 256, 256, turns4, 1)
    transform.separate(other, out.byteOffset, separation, isEven)
  }

  return {
    room,
    windowed: (input, window, out, count) =>
      vectors.windowed(input.byteOffset, window.byteOffset, out.byteOffset, count),
    powerSpectrum: (samples, power) => turn(samples, power, 0),
    evenTransform(values, out) {
      vectors.mirror(values.byteOffset)
      turn(values, out, 1)
    },
    decibels: (input, out, count, floor) => vectors.decibels(input.byteOffset, out.byteOffset, count, floor),
    correlate: (block, from, later, out, length, places) =>
      vectors.correlate(
        block.byteOffset + bytesPerValue * from,
        block.byteOffset + bytesPerValue * later,
        out.byteOffset,
        length,
        places,
      ),
    project: ({ weights, biases, inputs, outputs }, input, out) =>
      vectors.project(
        weights.byteOffset,
        biases.byteOffset,
        input.byteOffset,
        out.byteOffset,
        inputs,
        outputs,
      ),
    gate: (fromInput, fromState, state, units) =>
      vectors.gate(fromInput.byteOffset, fromState.byteOffset, state.byteOffset, bytesPerValue * units),
    halve: (input, taps, out, count) =>
      vectors.halve(input.byteOffset, taps.byteOffset, even, odd, out.byteOffset, count),
    bands: ({ weights, places, count }, input, out) =>
      vectors.bands(input.byteOffset, weights.byteOffset, places.byteOffset, out.byteOffset, count),
    sums: (p, l, out, count) => vectors.sums(p.byteOffset, l.byteOffset, out.byteOffset, count),
  }
}
