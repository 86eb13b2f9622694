import { fromBase64 } from './base64.ts'
import { batchDenseCode } from './batch-dense-code.ts'

/** A dense layer of rectified units, run on many inputs at once. */
export interface BatchDense {
  readonly inputs: number
  readonly outputs: number
  /** Where the inputs are written before `run`, each `inputs` values long; they may overlap. */
  readonly input: Float32Array
  /** Outputs of the first input, of the second, …, until the next `run`. */
  readonly output: Float32Array
  /** Runs the layer on `count` inputs, of which the first begins at `start` and each `step` values after the one before. */
  run(start: number, step: number, count: number): void
}

export interface BatchDenseOptions {
  /** All weights of output 0, then of output 1, … */
  weights: ArrayLike<number>
  /** One for each output: a multiple of 8. */
  biases: ArrayLike<number>
  /** The longest that `input` has to be, values, and the most inputs at a time. */
  inputValues: number
  mostAtOnce: number
}

/** Offsets are in values of the layer's one memory. */
type Multiply = (weights: number, biases: number, input: number, step: number, out: number) => void

/** So many outputs are worked out together, for so many inputs. */
const block = 8
const group = 4

/**
 * Weights, inputs and outputs are f32. The products are WebAssembly (batch-dense.wat), four times as fast as what JavaScript's
 * engines make of numbers; where that is missing or forbidden, the same in plain TypeScript. Throws a RangeError for a number of
 * outputs that isn't a multiple of 8.
 */
export function createBatchDense(options: BatchDenseOptions, mayAssemble = true): BatchDense {
  const { weights, biases, mostAtOnce } = options
  const outputs = biases.length
  const inputs = weights.length / outputs
  if (outputs % block !== 0) throw new RangeError(`${outputs} outputs aren't a multiple of ${block}`)
  // The last group may look beyond the inputs there are.
  const inputValues = options.inputValues + group * inputs
  const outputValues = (mostAtOnce + group) * outputs
  const biasesAt = weights.length
  const inputAt = biasesAt + outputs
  const outputAt = inputAt + inputValues
  const { memory, multiply } = createMemory(outputAt + outputValues, inputs, outputs, mayAssemble)
  memory.set(inBlocks(weights, inputs, outputs))
  memory.set(biases, biasesAt)

  function run(start: number, step: number, count: number): void {
    for (let done = 0; done < count; done += group)
      multiply(0, biasesAt, inputAt + start + done * step, step, outputAt + done * outputs)
  }

  return {
    inputs,
    outputs,
    input: memory.subarray(inputAt, inputAt + inputValues),
    output: memory.subarray(outputAt, outputAt + outputValues),
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

interface Memory {
  memory: Float32Array
  multiply: Multiply
}

function createMemory(values: number, inputs: number, outputs: number, mayAssemble: boolean): Memory {
  const code = mayAssemble ? compiled() : null
  if (!code) return plainMemory(values, inputs, outputs)
  const { memory, multiply } = code()
  memory.grow(Math.ceil((4 * values) / pageBytes))
  return {
    memory: new Float32Array(memory.buffer),
    multiply: (weights, biases, input, step, out) =>
      multiply(4 * weights, 4 * biases, 4 * input, 4 * step, 4 * out, inputs, outputs),
  }
}

const pageBytes = 65_536

type Assembled = InstanceType<NonNullable<typeof WebAssembly>['Instance']>['exports']

let assembled: (() => Assembled) | null | undefined

/** Makes instances of the code, each with a memory of its own; null where WebAssembly, or SIMD in it, can't be had. */
function compiled(): (() => Assembled) | null {
  if (assembled === undefined) assembled = compile()
  return assembled
}

function compile(): (() => Assembled) | null {
  if (typeof WebAssembly === 'undefined') return null
  const { Module, Instance } = WebAssembly
  try {
    const module = new Module(fromBase64(batchDenseCode))
    return () => new Instance(module).exports
  } catch {
    // No SIMD, or a content security policy without 'wasm-unsafe-eval'.
    return null
  }
}

function plainMemory(values: number, inputs: number, outputs: number): Memory {
  const memory = new Float32Array(values)
  const multiply: Multiply = (weights, biases, input, step, out) => {
    for (let one = 0; one < group; one++)
      for (let first = 0; first < outputs; first++) {
        let sum = memory[biases + first]
        let w = weights + Math.floor(first / block) * inputs * block + (first % block)
        for (let i = input + one * step, end = i + inputs; i < end; i++, w += block)
          sum += memory[w] * memory[i]
        memory[out + one * outputs + first] = Math.max(0, sum)
      }
  }
  return { memory, multiply }
}
