import { createProjection } from './projection.ts'
import { vectors, type Projection } from './vectors.ts'

/** Weights of a layer of gated recurrent units: the rows of the reset gates, then the update gates, then the new states. */
export interface GatedWeights {
  inputs: number
  units: number
  /** 3 × units rows of `inputs`, and of `units`. */
  inputWeights: ArrayLike<number>
  inputBiases: ArrayLike<number>
  stateWeights: ArrayLike<number>
  stateBiases: ArrayLike<number>
}

/** A layer as it runs: with units that stay 0 up to a multiple of 4. */
export interface GatedLayer {
  units: number
  /** The input of the next step is written here. */
  input: Float32Array
  fromInput: Projection
  fromState: Projection
}

export function layOutGatedUnits(weights: GatedWeights): GatedLayer {
  const { inputs, units } = weights
  const padded = 4 * Math.ceil(units / 4)
  const rowsOf = (values: ArrayLike<number>, columns: number, paddedColumns: number) =>
    Array.from({ length: 3 * padded * paddedColumns }, (_, at) => {
      const [row, column] = [Math.floor(at / paddedColumns), at % paddedColumns]
      const [gate, unit] = [Math.floor(row / padded), row % padded]
      return unit < units && column < columns ? values[(gate * units + unit) * columns + column] : 0
    })
  return {
    units: padded,
    input: vectors.room(inputs),
    fromInput: createProjection(
      vectors.room,
      rowsOf(weights.inputWeights, inputs, inputs),
      rowsOf(weights.inputBiases, 1, 1),
    ),
    fromState: createProjection(
      vectors.room,
      rowsOf(weights.stateWeights, units, padded),
      rowsOf(weights.stateBiases, 1, 1),
    ),
  }
}

/**
 * Runs a layer of gated recurrent units, a step a call (Cho et al., EMNLP 2014, with the reset gate after the product as
 * PyTorch has it). Returns its state, which the next call changes.
 */
export function createGatedUnits({ units, input, fromInput, fromState }: GatedLayer): () => Float32Array {
  const state = new Float32Array(units)

  return function step() {
    stateNow.set(state)
    vectors.project(fromInput, input, inputSums)
    vectors.project(fromState, stateNow, stateSums)
    vectors.gate(inputSums, stateSums, stateNow, units)
    state.set(stateNow.subarray(0, units))
    return state
  }
}

const mostUnits = 64
const stateNow = vectors.room(mostUnits)
const inputSums = vectors.room(3 * mostUnits)
const stateSums = vectors.room(3 * mostUnits)
