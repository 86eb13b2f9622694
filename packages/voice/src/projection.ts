import type { Projection, Vectors } from './vectors.ts'

const block = 8

/** Lays out `weights`, which stand row by row: all inputs of output 0, then of output 1, … What is missing to a block is 0. */
export function createProjection(
  room: Vectors['room'],
  weights: ArrayLike<number>,
  biases: ArrayLike<number>,
): Projection {
  const inputs = weights.length / biases.length
  const outputs = block * Math.ceil(biases.length / block)
  const projection = {
    inputs,
    outputs,
    weights: room(inputs * outputs),
    biases: room(outputs),
  }
  projection.biases.set(biases)
  for (let out = 0; out < biases.length; out++)
    for (let i = 0; i < inputs; i++)
      projection.weights[(Math.floor(out / block) * inputs + i) * block + (out % block)] =
        weights[out * inputs + i]
  return projection
}
