import fc from 'fast-check'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { createBatchDenses, type BatchDenseOptions } from './batch-dense.ts'

const number = fc.float({ min: -9, max: 9, noNaN: true })
const list = (length: number) => fc.array(number, { minLength: length, maxLength: length })

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
      weights: list(shape.inputs * shape.outputs),
      biases: list(shape.outputs),
      values: list(shape.start + shape.step * (shape.count - 1) + shape.inputs),
    }),
  )

const one = {
  weights: new Float32Array(8).fill(2),
  biases: new Float32Array(8),
  ...{ inputValues: 1, step: 1, mostAtOnce: 1 },
}

afterEach(() => vi.unstubAllGlobals())

describe.each([
  ['in WebAssembly', true],
  ['in plain TypeScript', false],
])('layers run %s', (_, mayUseWebAssembly) => {
  it('give the rectified sum of their biases and their weighted inputs, each from its own place', () => {
    fc.assert(
      fc.property(drawn, drawn, (first, second) => {
        const options = [first, second].map(({ shape: { step, count }, weights, biases, values }) => ({
          ...{ weights, biases, step, inputValues: values.length, mostAtOnce: count },
        }))
        const layers = createBatchDenses(options, mayUseWebAssembly)
        const all = [first, second]
        layers.forEach((layer, i) => layer.input.set(all[i]?.values ?? []))
        layers.forEach((layer, i) => layer.run(all[i]?.shape.start ?? NaN, all[i]?.shape.count ?? NaN))
        layers.forEach(({ output }, i) =>
          (all[i] ? sums(all[i]) : []).forEach((sum, at) => expect(output[at]).toBeCloseTo(sum, 3)),
        )
      }),
    )
  })

  it(`${mayUseWebAssembly ? 'do' : "don't"} use WebAssembly`, () => {
    const { Instance, Module } = webAssembly()
    const made = vi.fn(function (module: object) {
      return new Instance(module)
    })
    vi.stubGlobal('WebAssembly', { Module, Instance: made })
    expect(outputOfOne(mayUseWebAssembly)).toEqual(new Array(8).fill(6))
    expect(made).toHaveBeenCalledTimes(mayUseWebAssembly ? 1 : 0)
  })
})

const refuse = () =>
  vi.fn(function () {
    throw new Error('not here')
  })

it.each([
  ['is missing', undefined],
  ['is forbidden', { Module: refuse(), Instance: refuse() }],
  ['has no memory left', { Module: webAssembly().Module, Instance: refuse() }],
])('runs where WebAssembly %s', (_, found) => {
  vi.stubGlobal('WebAssembly', found)
  expect(outputOfOne(true)).toEqual(new Array(8).fill(6))
})

it('refuses a number of outputs that it would read beyond', () => {
  expect(() => createBatchDenses([one, { ...one, biases: new Float32Array(7) }], true)).toThrow(RangeError)
})

function webAssembly() {
  if (!WebAssembly) throw new Error('this test needs WebAssembly')
  return WebAssembly
}

function outputOfOne(mayUseWebAssembly: boolean): number[] {
  const layers = createBatchDenses([one], mayUseWebAssembly)
  return layers.flatMap((layer) => {
    layer.input[0] = 3
    layer.run(0, 1)
    return [...layer.output]
  })
}

/** What each output of each input is. */
function sums({
  shape: { inputs, outputs, count, step, start },
  weights,
  biases,
  values,
}: Pick<BatchDenseOptions, 'weights' | 'biases'> & {
  shape: { inputs: number; outputs: number; count: number; step: number; start: number }
  values: readonly number[]
}): number[] {
  return Array.from({ length: count * outputs }, (_, at) => {
    const [input, out] = [Math.floor(at / outputs), at % outputs]
    let sum = biases[out] ?? NaN
    for (let i = 0; i < inputs; i++)
      sum += (weights[out * inputs + i] ?? NaN) * (values[start + input * step + i] ?? NaN)
    return Math.max(0, sum)
  })
}
