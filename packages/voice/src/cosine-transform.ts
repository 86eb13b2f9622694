import { createProjection } from './projection.ts'
import { vectors } from './vectors.ts'

/**
 * The orthonormal DCT-II from `inputs` values to coefficients 1…`outputs`. Coefficient 0, the mean level, is left out:
 * what stays doesn't change when the whole spectrum gets louder. The input lies in the room of `vectors`.
 */
export function createCosineTransform(inputs: number, outputs: number) {
  const table = new Float64Array(inputs * outputs)
  for (let k = 0; k < outputs; k++)
    for (let i = 0; i < inputs; i++)
      table[k * inputs + i] = Math.sqrt(2 / inputs) * Math.cos((Math.PI * (k + 1) * (i + 0.5)) / inputs)
  const projection = createProjection(vectors.room, table, new Float64Array(outputs))
  const coefficients = vectors.room(projection.outputs)

  return function transform(input: Float32Array, out: Float32Array, outOffset: number): void {
    vectors.project(projection, input, coefficients)
    for (let k = 0; k < outputs; k++) out[outOffset + k] = coefficients[k]
  }
}
