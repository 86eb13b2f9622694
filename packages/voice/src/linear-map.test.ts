import fc from 'fast-check'
import { expect, it } from 'vitest'
import { applyLinearMap, createLinearMap } from './linear-map.ts'

const number = fc.double({ min: -9, max: 9, noNaN: true })

it('gives biases and weights times input, for any number of outputs, at any place', () => {
  const shape = fc.record({ outputs: fc.integer({ min: 1, max: 9 }), inputs: fc.integer({ min: 1, max: 6 }) })
  fc.assert(
    fc.property(
      shape.chain(({ outputs, inputs }) =>
        fc.record({
          weights: fc.array(fc.array(number, { minLength: inputs, maxLength: inputs }), {
            minLength: outputs,
            maxLength: outputs,
          }),
          input: fc.array(number, { minLength: inputs, maxLength: inputs }),
          biases: fc.array(number, { minLength: outputs, maxLength: outputs }),
        }),
      ),
      fc.integer({ min: 0, max: 3 }),
      ({ weights, input, biases }, offset) => {
        const out = new Float64Array(offset + biases.length + 1).fill(7)
        applyLinearMap(createLinearMap(weights.flat(), biases), Float64Array.from(input), out, offset)
        const expected = weights.map((row, i) =>
          row.reduce((sum, weight, j) => sum + weight * (input[j] ?? 0), biases[i] ?? 0),
        )
        expected.forEach((value, i) => expect(out[offset + i]).toBeCloseTo(value, 8))
        expect(out.at(-1)).toBe(7)
      },
    ),
  )
})
