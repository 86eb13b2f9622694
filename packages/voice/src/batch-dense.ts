/** A dense layer of rectified units, run on many inputs at once. */
export interface BatchDense {
  /** Where the inputs are written before `run`; they may overlap. */
  readonly input: Float32Array
  readonly outputs: number
  /** Outputs of the first input, of the second, …, until the next `run`. */
  readonly output: Float32Array
  /** Runs the layer on `count` inputs, of which the first begins at `start`. */
  run(start: number, count: number): void
}

export interface BatchDenseOptions {
  /** All weights of output 0, then of output 1, … */
  weights: ArrayLike<number>
  /** One for each output. */
  biases: ArrayLike<number>
  /** How long `input` is, and how far it is from one input in it to the next, values. */
  inputValues: number
  step: number
  mostAtOnce: number
}

/** So many inputs are worked out together: each weight is read once for all of them, and no sum waits for another. */
const group = 4

/** In plain TypeScript, for where step-dense.ts can't be had: sums of doubles. */
export function createBatchDense(options: BatchDenseOptions): BatchDense {
  const { biases, inputValues, step, mostAtOnce } = options
  const weights = Float64Array.from(options.weights)
  const outputs = biases.length
  const inputs = weights.length / outputs
  // A group that isn't full is worked out whole.
  const spare = group - 1
  const values = new Float32Array(inputValues + spare * step)
  const results = new Float32Array((mostAtOnce + spare) * outputs)

  function multiply(from: number, out: number): void {
    for (let unit = 0, w = 0; unit < outputs; unit++) {
      let [a, b, c, d] = [biases[unit], biases[unit], biases[unit], biases[unit]]
      for (let at = from; at < from + inputs; at++, w++) {
        const weight = weights[w]
        a += weight * values[at]
        b += weight * values[at + step]
        c += weight * values[at + 2 * step]
        d += weight * values[at + 3 * step]
      }
      results[out + unit] = Math.max(0, a)
      results[out + outputs + unit] = Math.max(0, b)
      results[out + 2 * outputs + unit] = Math.max(0, c)
      results[out + 3 * outputs + unit] = Math.max(0, d)
    }
  }

  return {
    input: values.subarray(0, inputValues),
    outputs,
    output: results.subarray(0, mostAtOnce * outputs),
    run(start, count) {
      for (let done = 0; done < count; done += group) multiply(start + done * step, done * outputs)
    },
  }
}
