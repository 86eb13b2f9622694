import type { BatchDense } from './batch-dense.ts'
import { fromBase64 } from './base64.ts'
import { stepDenseCode } from './step-dense-code.ts'

export interface StepDenseOptions {
  /** All weights of output 0, then of output 1, …, each in steps of its output's scale. */
  steps: Int8Array
  scales: ArrayLike<number>
  /** One for each output: a multiple of 8. */
  biases: ArrayLike<number>
  /** So many steps of the inputs make 1; they reach to 32,767 steps. */
  inputSteps: number
  /** How long `input` is, and how far it is from one input in it to the next, values. */
  inputValues: number
  step: number
  mostAtOnce: number
}

/** So many outputs are worked out together, for so many inputs. */
const block = 8
const group = 4

/** Products of 7 and 15 bits, so many of which a sum of 31 holds. */
const mostInputs = 516

/**
 * Layers whose weights are 8-bit steps, as they are in a model's file: inputs are brought to 16 bits, and the sums of products are
 * exact. Twice as fast as f32 (step-dense.wat). Null where there is no WebAssembly with SIMD, or no memory left. Throws a
 * RangeError for a number of outputs that isn't a multiple of 8, and for more inputs than a sum can hold.
 */
export function createStepDenses(layers: readonly StepDenseOptions[]): BatchDense[] | null {
  for (const { steps, biases } of layers) {
    if (biases.length % block !== 0)
      throw new RangeError(`${biases.length} outputs aren't a multiple of ${block}`)
    if (steps.length / biases.length > mostInputs)
      throw new RangeError(`${steps.length / biases.length} inputs are more than a sum can hold`)
  }
  const starts = [0]
  for (const layer of layers) starts.push(starts[starts.length - 1] + placesIn(layer).end)
  const code = load(starts[layers.length])
  return code && layers.map((layer, i) => layOut(layer, code, starts[i]))
}

type Code = NonNullable<ReturnType<typeof load>>

function load(bytes: number) {
  if (typeof WebAssembly === 'undefined') return null
  try {
    // One memory for all: an engine sets aside gigabytes of addresses for each.
    const { exports } = new WebAssembly.Instance(new WebAssembly.Module(fromBase64(stepDenseCode)))
    exports.memory.grow(Math.ceil(bytes / bytesPerPage))
    return exports
  } catch {
    // No SIMD, no addresses left, or a content security policy without 'wasm-unsafe-eval'.
    return null
  }
}

const bytesPerPage = 65_536

/** Where the parts of a layer stand, bytes from its start, and how long they are in all. */
function placesIn({ steps, biases, inputValues, step, mostAtOnce }: StepDenseOptions) {
  const outputs = biases.length
  const pairs = Math.ceil(steps.length / outputs / 2)
  // A group that isn't full is worked out whole, in room that is the layer's own; numbers become steps eight at a time.
  const values = inputValues + group * step + block
  let end = 0
  const take = (bytes: number) => {
    const at = end
    end += 16 * Math.ceil(bytes / 16)
    return at
  }
  const weightsAt = take(4 * pairs * outputs)
  const [scalesAt, biasesAt] = [take(4 * outputs), take(4 * outputs)]
  const [inputAt, stepsAt] = [take(4 * values), take(2 * values)]
  const outputAt = take(4 * (mostAtOnce + group) * outputs)
  return { pairs, weightsAt, scalesAt, biasesAt, inputAt, stepsAt, outputAt, end }
}

function layOut(options: StepDenseOptions, code: Code, start: number): BatchDense {
  const { steps, scales, biases, inputSteps, inputValues, step, mostAtOnce } = options
  const outputs = biases.length
  const inputs = steps.length / outputs
  const { buffer } = code.memory
  const places = placesIn(options)
  const { pairs } = places
  const [weightsAt, scalesAt, biasesAt] = [places.weightsAt, places.scalesAt, places.biasesAt].map(
    (at) => start + at,
  )
  const [inputAt, stepsAt, outputAt] = [places.inputAt, places.stepsAt, places.outputAt].map(
    (at) => start + at,
  )
  new Int16Array(buffer, weightsAt, 2 * pairs * outputs).set(inPairs(steps, inputs, outputs))
  new Float32Array(buffer, scalesAt, outputs).set(Array.from(scales, (scale) => scale / inputSteps))
  new Float32Array(buffer, biasesAt, outputs).set(biases)

  function run(first: number, count: number): void {
    if (count === 0) return
    const used = first + (count - 1) * step + inputs
    code.quantise(inputAt, stepsAt, used, inputSteps)
    for (let done = 0; done < count; done += group) {
      const input = stepsAt + 2 * (first + done * step)
      const out = outputAt + 4 * done * outputs
      code.multiply(weightsAt, scalesAt, biasesAt, input, 2 * step, out, pairs, outputs)
    }
  }

  return {
    input: new Float32Array(buffer, inputAt, inputValues),
    outputs,
    output: new Float32Array(buffer, outputAt, mostAtOnce * outputs),
    run,
  }
}

/** For each 8 outputs, pair after pair of inputs the 8 pairs of weights that it has there; 0 where a pair has one input. */
function inPairs(steps: Int8Array, inputs: number, outputs: number): Int16Array {
  const width = 2 * Math.ceil(inputs / 2)
  const laidOut = new Int16Array(width * outputs)
  for (let out = 0; out < outputs; out++)
    for (let i = 0; i < inputs; i++) {
      const pair = Math.floor(out / block) * (width / 2) + Math.floor(i / 2)
      laidOut[(pair * block + (out % block)) * 2 + (i % 2)] = steps[out * inputs + i]
    }
  return laidOut
}
