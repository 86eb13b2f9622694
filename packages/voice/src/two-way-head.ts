import { applyLinearMap, type LinearMap } from './linear-map.ts'

/** Outputs straight from the inputs and through one hidden layer of rectified units, added up. */
export interface TwoWayHead {
  direct: LinearMap
  hidden: LinearMap
  output: LinearMap
}

/** Outputs of `head` for `input`, nothing squashed. */
export function runHead({ direct, hidden, output }: TwoWayHead, input: Float64Array): Float64Array {
  const units = new Float64Array(hidden.outputs)
  const straight = new Float64Array(direct.outputs)
  const outputs = new Float64Array(output.outputs)
  applyLinearMap(hidden, input, units)
  for (let unit = 0; unit < units.length; unit++) if (units[unit] < 0) units[unit] = 0
  applyLinearMap(direct, input, straight)
  applyLinearMap(output, units, outputs)
  for (let i = 0; i < outputs.length; i++) outputs[i] += straight[i]
  return outputs
}
