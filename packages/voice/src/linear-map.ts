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

/**
 * The same for four inputs at once, which begin at `start`, `start + step`, … of `input`; their outputs follow one another from
 * `offset` on. An odd number of outputs isn't for this. Each weight is read once for four inputs: on one core of an EPYC
 * 2.3 · 10⁹ products a second, where one input after the other makes 0.7.
 */
export function applyToFour(
  { inputs, outputs, interleaved, biases }: LinearMap,
  input: Float64Array,
  start: number,
  step: number,
  out: Float64Array,
  offset: number,
): void {
  const [from0, from1, from2, from3] = [start, start + step, start + 2 * step, start + 3 * step]
  let w = 0
  for (let first = 0; first < outputs; first += 2) {
    let a0 = biases[first]
    let b0 = biases[first + 1]
    let [a1, b1, a2, b2, a3, b3] = [a0, b0, a0, b0, a0, b0]
    for (let i = 0; i < inputs; i++, w += 2) {
      const forA = interleaved[w]
      const forB = interleaved[w + 1]
      const x0 = input[from0 + i]
      const x1 = input[from1 + i]
      const x2 = input[from2 + i]
      const x3 = input[from3 + i]
      a0 += forA * x0
      b0 += forB * x0
      a1 += forA * x1
      b1 += forB * x1
      a2 += forA * x2
      b2 += forB * x2
      a3 += forA * x3
      b3 += forB * x3
    }
    let at = offset + first
    out[at] = a0
    out[at + 1] = b0
    at += outputs
    out[at] = a1
    out[at + 1] = b1
    at += outputs
    out[at] = a2
    out[at + 1] = b2
    at += outputs
    out[at] = a3
    out[at + 1] = b3
  }
}
