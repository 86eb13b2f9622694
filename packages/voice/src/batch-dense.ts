import { fromBase64 } from './base64.ts'
import { batchDenseCode } from './batch-dense-code.ts'

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
  /** One for each output: a multiple of 8. */
  biases: ArrayLike<number>
  /** How long `input` is, and how far it is from one input in it to the next, values. */
  inputValues: number
  step: number
  mostAtOnce: number
}

/** So many outputs are worked out together, for so many inputs. */
const block = 8
const group = 4

/**
 * Layers with f32 weights, inputs and outputs. The products are WebAssembly (batch-dense.wat), four times as fast as what
 * JavaScript's engines make of numbers; where that can't be had, or `mayUseWebAssembly` is false, the same in plain TypeScript.
 * Throws a RangeError for a number of outputs that isn't a multiple of 8.
 */
export function createBatchDenses(
  layers: readonly BatchDenseOptions[],
  mayUseWebAssembly: boolean,
): BatchDense[] {
  const odd = layers.find(({ biases }) => biases.length % block !== 0)
  if (odd) throw new RangeError(`${odd.biases.length} outputs aren't a multiple of ${block}`)
  const starts = [0]
  for (const layer of layers) starts.push(starts[starts.length - 1] + valuesFor(layer))
  // One memory for all: an engine sets aside gigabytes of addresses for each.
  const kernel = createKernel(starts[layers.length], mayUseWebAssembly)
  return layers.map((layer, i) => layOut(layer, kernel, starts[i]))
}

/** A group that isn't full is worked out whole: the kernel reads and writes this many inputs more, in room that is the layer's own. */
const spare = group - 1

function valuesFor({ weights, biases, inputValues, step, mostAtOnce }: BatchDenseOptions): number {
  return weights.length + biases.length + inputValues + spare * step + (mostAtOnce + spare) * biases.length
}

function layOut(options: BatchDenseOptions, { values, multiply }: Kernel, start: number): BatchDense {
  const { weights, biases, inputValues, step, mostAtOnce } = options
  const outputs = biases.length
  const inputs = weights.length / outputs
  const biasesAt = start + weights.length
  const inputAt = biasesAt + outputs
  const outputAt = inputAt + inputValues + spare * step
  values.set(inBlocks(weights, inputs, outputs), start)
  values.set(biases, biasesAt)

  function run(first: number, count: number): void {
    for (let done = 0; done < count; done += group)
      multiply(
        start,
        biasesAt,
        inputAt + first + done * step,
        step,
        outputAt + done * outputs,
        inputs,
        outputs,
      )
  }

  return {
    input: values.subarray(inputAt, inputAt + inputValues),
    outputs,
    output: values.subarray(outputAt, outputAt + mostAtOnce * outputs),
    run,
  }
}

/** For each 8 outputs, input after input the 8 weights that it has there. */
function inBlocks(weights: ArrayLike<number>, inputs: number, outputs: number): Float32Array {
  const laidOut = new Float32Array(weights.length)
  for (let out = 0; out < outputs; out++)
    for (let i = 0; i < inputs; i++)
      laidOut[(Math.floor(out / block) * inputs + i) * block + (out % block)] = weights[out * inputs + i]
  return laidOut
}

/** A memory, and products of numbers in it. Places and distances are counted in values. */
interface Kernel {
  values: Float32Array
  multiply: Multiply
}

type Multiply = (
  weights: number,
  biases: number,
  input: number,
  step: number,
  out: number,
  inputs: number,
  outputs: number,
) => void

const bytesPerValue = 4
const bytesPerPage = 65_536

function createKernel(count: number, mayUseWebAssembly: boolean): Kernel {
  return (mayUseWebAssembly ? createFastKernel(count) : null) ?? createPlainKernel(count)
}

function createFastKernel(count: number): Kernel | null {
  if (typeof WebAssembly === 'undefined') return null
  try {
    const { exports } = new WebAssembly.Instance(new WebAssembly.Module(fromBase64(batchDenseCode)))
    exports.memory.grow(Math.ceil((bytesPerValue * count) / bytesPerPage))
    return {
      values: new Float32Array(exports.memory.buffer),
      multiply: (weights, biases, input, step, out, inputs, outputs) =>
        exports.multiply(4 * weights, 4 * biases, 4 * input, 4 * step, 4 * out, inputs, outputs),
    }
  } catch {
    // No SIMD, no addresses left, or a content security policy without 'wasm-unsafe-eval'.
    return null
  }
}

function createPlainKernel(count: number): Kernel {
  const values = new Float32Array(count)
  const multiply: Multiply = (weights, biases, input, step, out, inputs, outputs) => {
    for (let one = 0; one < group; one++)
      for (let unit = 0; unit < outputs; unit++) {
        let sum = values[biases + unit]
        let w = weights + Math.floor(unit / block) * inputs * block + (unit % block)
        for (let i = input + one * step, end = i + inputs; i < end; i++, w += block)
          sum += values[w] * values[i]
        values[out + one * outputs + unit] = Math.max(0, sum)
      }
  }
  return { values, multiply }
}
