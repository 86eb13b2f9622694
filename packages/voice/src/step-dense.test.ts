import fc from 'fast-check'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { createBatchDense } from './batch-dense.ts'
import { createStepDenses, type StepDenseOptions } from './step-dense.ts'

const whole = (most: number, length: number) =>
  fc.array(fc.integer({ min: -most, max: most }), { minLength: length, maxLength: length })
const inputSteps = 1_000

const drawn = fc
  .record({
    inputs: fc.integer({ min: 1, max: 9 }),
    outputs: fc.constantFrom(8, 16, 24),
    count: fc.integer({ min: 1, max: 9 }),
    step: fc.integer({ min: 1, max: 40 }),
    start: fc.integer({ min: 0, max: 3 }),
  })
  .chain((shape) =>
    fc.record({
      shape: fc.constant(shape),
      steps: whole(127, shape.inputs * shape.outputs).map((steps) => Int8Array.from(steps)),
      scales: fc.array(fc.constantFrom(0.001, 0.01), { minLength: shape.outputs, maxLength: shape.outputs }),
      biases: whole(9, shape.outputs),
      values: whole(32_767, shape.start + shape.step * (shape.count - 1) + shape.inputs).map((steps) =>
        steps.map((each) => each / inputSteps),
      ),
    }),
  )
type Drawn = typeof drawn extends fc.Arbitrary<infer Each> ? Each : never

const one: StepDenseOptions = {
  ...{ steps: new Int8Array(8).fill(2), scales: new Array<number>(8).fill(1), biases: new Float32Array(8) },
  ...{ inputSteps: 100, inputValues: 1, step: 1, mostAtOnce: 1 },
}

afterEach(() => vi.unstubAllGlobals())

describe.each([
  ['in WebAssembly', (options: readonly StepDenseOptions[]) => createStepDenses(options)],
  [
    'in plain TypeScript',
    (options: readonly StepDenseOptions[]) =>
      options.map((each) => createBatchDense({ ...each, weights: weightsOf(each) })),
  ],
])('layers run %s', (_, create) => {
  it('give the rectified sum of their biases and their weighted inputs, each from its own place', () => {
    fc.assert(
      fc.property(drawn, drawn, (first, second) => {
        const all = [first, second]
        const layers = create(all.map(optionsOf)) ?? []
        expect(layers).toHaveLength(2)
        layers.forEach((layer, i) => layer.input.set(all[i]?.values ?? []))
        layers.forEach((layer, i) => layer.run(all[i]?.shape.start ?? NaN, all[i]?.shape.count ?? NaN))
        layers.forEach(({ output }, i) =>
          (all[i] ? sums(all[i]) : []).forEach((sum, at) =>
            expect(Math.abs((output[at] ?? NaN) - sum)).toBeLessThan(1e-3 + 1e-6 * sum),
          ),
        )
      }),
    )
  })
})

it('holds the largest sum there may be', () => {
  const inputs = 516
  const [layer] =
    createStepDenses([
      {
        ...{ steps: new Int8Array(8 * inputs).fill(127), scales: new Array<number>(8).fill(1) },
        ...{ biases: new Float32Array(8), inputSteps: 1, inputValues: inputs, step: 1, mostAtOnce: 1 },
      },
    ]) ?? []
  layer?.input.fill(40_000)
  layer?.run(0, 1)
  expect(layer?.output[0]).toBe(Math.fround(127 * 32_767 * inputs))
})

it.each([
  ['is missing', undefined],
  ['is forbidden', { Module: refuse(), Instance: refuse() }],
  ['has no memory left', { Module: WebAssembly?.Module, Instance: refuse() }],
])('says so where WebAssembly %s', (_, found) => {
  vi.stubGlobal('WebAssembly', found)
  expect(createStepDenses([one])).toBeNull()
})

it('refuses a number of outputs that it would read beyond, and more inputs than a sum can hold', () => {
  expect(() => createStepDenses([one, { ...one, biases: new Float32Array(7) }])).toThrow(RangeError)
  expect(() => createStepDenses([{ ...one, steps: new Int8Array(8 * 517) }])).toThrow(RangeError)
})

function refuse() {
  return vi.fn(function () {
    throw new Error('not here')
  })
}

function optionsOf({ shape: { step, count }, steps, scales, biases, values }: Drawn): StepDenseOptions {
  return {
    ...{ steps, scales, biases, inputSteps, step },
    ...{ inputValues: values.length, mostAtOnce: count },
  }
}

function weightsOf({ steps, scales, biases }: StepDenseOptions): Float64Array {
  const inputs = steps.length / biases.length
  return Float64Array.from(steps, (step, at) => step * (scales[Math.floor(at / inputs)] ?? NaN))
}

/** What each output of each input is. */
function sums(one: Drawn): number[] {
  const { inputs, outputs, count, step, start } = one.shape
  const weights = weightsOf(optionsOf(one))
  return Array.from({ length: count * outputs }, (_, at) => {
    const [input, out] = [Math.floor(at / outputs), at % outputs]
    let sum = one.biases[out] ?? NaN
    for (let i = 0; i < inputs; i++)
      sum += (weights[out * inputs + i] ?? NaN) * (one.values[start + input * step + i] ?? NaN)
    return Math.max(0, sum)
  })
}
