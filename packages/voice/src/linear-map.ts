import { createProjection } from './projection.ts'
import { createVectors, type Projection, type Vectors } from './vectors.ts'

/** A linear map with a bias, and the room that it is worked out in. */
export interface LinearMap {
  inputs: number
  outputs: number
  projection: Projection
  vectors: Vectors
  input: Float32Array
  output: Float32Array
}

/** Weights row by row: all inputs of output 0, then of output 1, …; a bias for each. */
export interface LinearWeights {
  weights: ArrayLike<number>
  biases: ArrayLike<number>
}

/** Lays out maps in one room: an engine sets aside gigabytes of addresses for each. */
export function createLinearMaps(maps: readonly LinearWeights[], mayUseWebAssembly: boolean): LinearMap[] {
  const values = maps.reduce((sum, { weights, biases }) => sum + valuesFor(weights.length, biases.length), 0)
  const vectors = createVectors(mayUseWebAssembly, values)
  return maps.map(({ weights, biases }) => {
    const projection = createProjection(vectors.room, weights, biases)
    const { inputs, outputs } = projection
    return {
      ...{ inputs, outputs: biases.length, projection, vectors },
      ...{ input: vectors.room(inputs), output: vectors.room(outputs) },
    }
  })
}

/** With all that is left free at most, up to 8 outputs and between four arrays. */
function valuesFor(weights: number, outputs: number): number {
  const inputs = weights / outputs
  return (outputs + 8) * (inputs + 2) + inputs + 64
}

/** Writes biases + weights · input to `out` from `offset` on. */
export function applyLinearMap(
  { inputs, outputs, projection, vectors, input, output }: LinearMap,
  values: Float64Array,
  out: Float64Array,
  offset = 0,
): void {
  input.set(values.subarray(0, inputs))
  vectors.project(projection, input, output)
  for (let i = 0; i < outputs; i++) out[offset + i] = output[i]
}
