/** A linear map with a bias, laid out for speed: the weights of two outputs stand interleaved, input by input. */
export interface LinearMap {
  inputs: number
  outputs: number
  /** `ceil(outputs / 2)` groups of `inputs` × 2 weights. */
  interleaved: Float64Array
  biases: Float64Array
}

/** Lays out `weights`, which stand row by row: all inputs of output 0, then of output 1, … */
export function createLinearMap(weights: ArrayLike<number>, biases: ArrayLike<number>): LinearMap {
  const outputs = biases.length
  const inputs = weights.length / outputs
  const interleaved = new Float64Array(2 * Math.ceil(outputs / 2) * inputs)
  for (let out = 0; out < outputs; out++)
    for (let i = 0; i < inputs; i++)
      interleaved[2 * (Math.floor(out / 2) * inputs + i) + (out % 2)] = weights[out * inputs + i]
  const padded = new Float64Array(2 * Math.ceil(outputs / 2))
  padded.set(biases)
  return { inputs, outputs, interleaved, biases: padded }
}

/** Writes biases + weights · input to `out` from `offset` on. */
export function applyLinearMap(
  { inputs, outputs, interleaved, biases }: LinearMap,
  input: Float64Array,
  out: Float64Array,
  offset = 0,
): void {
  let w = 0
  for (let first = 0; first < outputs; first += 2) {
    let a = biases[first]
    let b = biases[first + 1]
    for (let i = 0; i < inputs; i++, w += 2) {
      const value = input[i]
      a += interleaved[w] * value
      b += interleaved[w + 1] * value
    }
    out[offset + first] = a
    if (first + 1 < outputs) out[offset + first + 1] = b
  }
}
