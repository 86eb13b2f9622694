import fc from 'fast-check'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { assembled } from '../build/assemble.ts'
import { batchDenseCode } from './batch-dense-code.ts'
import { createBatchDense } from './batch-dense.ts'

const number = fc.float({ min: -9, max: 9, noNaN: true })
const list = (length: number) => fc.array(number, { minLength: length, maxLength: length })

const drawn = fc
  .record({
    inputs: fc.integer({ min: 1, max: 9 }),
    outputs: fc.constantFrom(8, 16, 24),
    count: fc.integer({ min: 1, max: 9 }),
    step: fc.integer({ min: 1, max: 5 }),
    start: fc.integer({ min: 0, max: 3 }),
  })
  .chain((shape) =>
    fc.record({
      shape: fc.constant(shape),
      weights: list(shape.inputs * shape.outputs),
      biases: list(shape.outputs),
      values: list(shape.start + shape.step * shape.count + shape.inputs),
    }),
  )

afterEach(() => vi.unstubAllGlobals())

describe.each([
  ['in WebAssembly', true],
  ['in plain TypeScript', false],
])('a layer run %s', (_, mayAssemble) => {
  it('gives the rectified sum of its bias and its weighted inputs, of each input', () => {
    fc.assert(
      fc.property(drawn, ({ shape: { inputs, outputs, count, step, start }, weights, biases, values }) => {
        const options = { weights, biases, inputValues: values.length, mostAtOnce: 9 }
        const layer = createBatchDense(options, mayAssemble)
        layer.input.set(values)
        layer.run(start, step, count)
        for (let one = 0; one < count; one++)
          for (let out = 0; out < outputs; out++) {
            let sum = biases[out] ?? NaN
            for (let i = 0; i < inputs; i++)
              sum += (weights[out * inputs + i] ?? NaN) * (values[start + one * step + i] ?? NaN)
            expect(layer.output[one * outputs + out]).toBeCloseTo(Math.max(0, sum), 3)
          }
      }),
    )
  })
})

const one = {
  weights: new Float32Array(8).fill(2),
  biases: new Float32Array(8),
  inputValues: 1,
  mostAtOnce: 1,
}

it('runs where there is no WebAssembly', async () => {
  vi.stubGlobal('WebAssembly', undefined)
  vi.resetModules()
  const { createBatchDense: create } = await import('./batch-dense.ts')
  const layer = create(one)
  layer.input[0] = 3
  layer.run(0, 1, 1)
  expect([...layer.output.subarray(0, 8)]).toEqual(new Array(8).fill(6))
})

it('runs where WebAssembly is forbidden', async () => {
  const Module = vi.fn(function () {
    throw new Error("unsafe-eval isn't allowed")
  })
  vi.stubGlobal('WebAssembly', { Module })
  vi.resetModules()
  const { createBatchDense: create } = await import('./batch-dense.ts')
  const layer = create(one)
  layer.input[0] = 3
  layer.run(0, 1, 1)
  expect([...layer.output.subarray(0, 8)]).toEqual(new Array(8).fill(6))
})

it('refuses a number of outputs that it would read beyond', () => {
  expect(() => createBatchDense({ ...one, biases: new Float32Array(7) })).toThrow(RangeError)
})

it('is made of batch-dense.wat as it stands', async () => {
  expect(batchDenseCode).toBe(await assembled())
})
