import fc from 'fast-check'
import { expect, it } from 'vitest'
import { applyLinearMap, createLinearMaps } from './linear-map.ts'

const number = fc.double({ min: -9, max: 9, noNaN: true })

it.each([
  ['in WebAssembly', true],
  ['in plain TypeScript', false],
])(
  'gives biases and weights times input, for any number of outputs, at any place, %s',
  (_, mayUseWebAssembly) => {
    const shape = fc.record({
      outputs: fc.integer({ min: 1, max: 9 }),
      inputs: fc.integer({ min: 1, max: 6 }),
    })
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
          const map = { weights: weights.flat(), biases }
          // The second of two, so that it has to keep to its own room.
          const [, second] = createLinearMaps([map, map], mayUseWebAssembly)
          applyLinearMap(second, Float64Array.from(input), out, offset)
          const expected = weights.map((row, i) =>
            row.reduce((sum, weight, j) => sum + weight * (input[j] ?? 0), biases[i] ?? 0),
          )
          expected.forEach((value, i) => expect(out[offset + i]).toBeCloseTo(value, 3))
          expect(out.at(-1)).toBe(7)
        },
      ),
    )
  },
)
