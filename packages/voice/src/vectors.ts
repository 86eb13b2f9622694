import { createFastVectors } from './fast-vectors.ts'
import { createPlainVectors } from './plain-vectors.ts'
import type { Rows } from './rows.ts'

/** A dense layer, its weights in blocks of 8 outputs: for each input the 8 that it has in the block. */
export interface Projection {
  inputs: number
  /** A multiple of 8. */
  outputs: number
  weights: Float32Array
  biases: Float32Array
}

/** Weighted sums over stretches of numbers, the weights one after the other, each stretch a multiple of 4 long. */
export interface Bands {
  weights: Float32Array
  /** For each: bytes from the first number to where it begins, and bytes that its weights take. */
  places: Int32Array
  count: number
}

/**
 * What each frame needs worked out for many numbers alike, in f32. All arrays come from `room`, where up to 8 numbers past
 * the ones that are asked for may be read and written.
 */
export interface Vectors extends Rows {
  /** Zeros that stay where they are for good: for what all streams share. Throws a RangeError where there is no more. */
  room(length: number): Float32Array
  /** Writes `count` of `input`, times a window, to `out`. Returns the sum of the squares of the input. */
  windowed(input: Float32Array, window: Float32Array, out: Float32Array, count: number): number
  /** Writes |X(k)|² of 512 samples for k = 0…256. */
  powerSpectrum(samples: Float32Array, power: Float32Array): void
  /**
   * 512 times the inverse transform of as many `values` that are real and even, of which the first 257 are given: a power
   * spectrum becomes its autocorrelation, a spectrum in dB its cepstrum. Writes its first 256.
   */
  evenTransform(values: Float32Array, out: Float32Array): void
  /** Writes 10·log10(input + floor), to within 1e-5 dB; the sums are normal positive numbers. */
  decibels(input: Float32Array, out: Float32Array, count: number, floor: number): void
  /** Writes Σ block(from + j)·block(later + i + j) over j < `length` for i = 0…`places` − 1. */
  correlate(
    block: Float32Array,
    from: number,
    later: number,
    out: Float32Array,
    length: number,
    places: number,
  ): void
  /** Writes biases + weights · input. */
  project(layer: Projection, input: Float32Array, out: Float32Array): void
  /**
   * Moves `state` on by a step of gated recurrent units, a multiple of 4 of them: for all units what comes from the input, and
   * from the state before, for the reset gates, the update gates and the new states.
   */
  gate(fromInput: Float32Array, fromState: Float32Array, state: Float32Array, units: number): void
  /**
   * Writes every second number of a half-band low-pass: `taps` are its middle one and the 6 of a side that aren't 0. Result i has
   * its middle at input 2i + 12; a multiple of 4 of them.
   */
  halve(input: Float32Array, taps: Float32Array, out: Float32Array, count: number): void
  bands(bands: Bands, input: Float32Array, out: Float32Array): void
  /** Writes Σp, Σk·p(k), Σl and Σp·l over the first `count`. */
  sums(p: Float32Array, l: Float32Array, out: Float32Array, count: number): void
}

/** With room for so many `values`, spaces between them included. In WebAssembly (transform.wat, vectors.wat, gates.wat, rows.wat); where that can't be had, or mayn't, in plain TypeScript. */
export function createVectors(mayUseWebAssembly: boolean, values: number): Vectors {
  return (mayUseWebAssembly ? createFastVectors(values) : null) ?? createPlainVectors()
}

/** All streams of a thread work with these, one after the other: nothing of a stream stays in their arrays. */
export const vectors = createVectors(true, 2 ** 17)
