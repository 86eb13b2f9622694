import { expect, it } from 'vitest'
import { createGatedUnits, layOutGatedUnits } from './gated-unit.ts'

it('steps as torch.nn.GRU of PyTorch 1.13 does with the same weights', () => {
  const layer = layOutGatedUnits({
    inputs: 2,
    units: 2,
    inputWeights: [0.5, -0.25, 1, 0.75, -0.5, 0.25, 0.3, -0.8, 1.2, 0.4, -0.6, 0.9],
    inputBiases: [0.1, -0.1, 0.2, -0.2, 0.3, -0.3],
    stateWeights: [0.1, 0.2, -0.3, 0.4, 0.5, -0.6, 0.7, 0.8, -0.9, 1, 1.1, -1.2],
    stateBiases: [-0.05, 0.05, 0.15, -0.15, 0.25, -0.25],
  })
  const step = createGatedUnits(layer)
  const states = [
    [0.5, -1],
    [2, 0.25],
    [-0.75, 1.5],
  ].map((input) => {
    layer.input.set(input)
    return [...step().subarray(0, 2)]
  })
  // Printed by torch with four digits.
  const expected = [
    [0.3103, -0.3269],
    [0.6888, -0.5094],
    [0.5457, 0.7386],
  ]
  states.flat().forEach((value, i) => expect(value).toBeCloseTo(expected.flat()[i], 4))
})
