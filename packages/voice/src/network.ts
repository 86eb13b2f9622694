/** One hidden layer of rectified units. Weights stand row by row: all inputs of unit 0, then of unit 1, … */
export interface Network {
  inputs: number
  hidden: number
  outputs: number
  hiddenWeights: Float32Array
  hiddenBiases: Float32Array
  outputWeights: Float32Array
  outputBiases: Float32Array
}

/** Outputs of `network` for `input`, nothing squashed. */
export function runNetwork(network: Network, input: Float32Array): Float32Array {
  const hidden = new Float32Array(network.hidden)
  affine(network.hiddenWeights, network.hiddenBiases, input, hidden)
  for (let unit = 0; unit < hidden.length; unit++) hidden[unit] = Math.max(0, hidden[unit])
  const outputs = new Float32Array(network.outputs)
  affine(network.outputWeights, network.outputBiases, hidden, outputs)
  return outputs
}

function affine(weights: Float32Array, biases: Float32Array, input: Float32Array, out: Float32Array): void {
  for (let unit = 0; unit < out.length; unit++) {
    const from = unit * input.length
    let sum = biases[unit]
    for (let i = 0; i < input.length; i++) sum += weights[from + i] * input[i]
    out[unit] = sum
  }
}
