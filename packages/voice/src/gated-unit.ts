/** Weights of a layer of gated recurrent units: the rows of the reset gates, then the update gates, then the new states. */
export interface GatedWeights {
  inputs: number
  units: number
  /** 3 × units rows of `inputs`, and of `units`. */
  inputWeights: Float64Array
  inputBiases: Float64Array
  stateWeights: Float64Array
  stateBiases: Float64Array
}

/**
 * Runs a layer of gated recurrent units, a step a call (Cho et al., EMNLP 2014, with the reset gate after the product as
 * PyTorch has it). Returns its state, which the next call changes.
 */
export function createGatedUnits(weights: GatedWeights): (input: Float64Array) => Float64Array {
  const { inputs, units } = weights
  const state = new Float64Array(units)
  const fromInput = new Float64Array(3 * units)
  const fromState = new Float64Array(3 * units)

  return function step(input) {
    affine(weights.inputWeights, weights.inputBiases, input, inputs, fromInput)
    affine(weights.stateWeights, weights.stateBiases, state, units, fromState)
    for (let unit = 0; unit < units; unit++) {
      const reset = sigmoid(fromInput[unit] + fromState[unit])
      const update = sigmoid(fromInput[units + unit] + fromState[units + unit])
      const next = Math.tanh(fromInput[2 * units + unit] + reset * fromState[2 * units + unit])
      state[unit] = next + update * (state[unit] - next)
    }
    return state
  }
}

/** Three rows at a time: a sum has to wait for its last term, three sums don't wait for each other. */
function affine(
  weights: Float64Array,
  biases: Float64Array,
  input: Float64Array,
  inputs: number,
  out: Float64Array,
): void {
  const third = out.length / 3
  const stride = third * inputs
  for (let row = 0, at = 0; row < third; row++) {
    let first = biases[row]
    let second = biases[row + third]
    let last = biases[row + 2 * third]
    for (let i = 0; i < inputs; i++, at++) {
      const x = input[i]
      first += weights[at] * x
      second += weights[at + stride] * x
      last += weights[at + 2 * stride] * x
    }
    out[row] = first
    out[row + third] = second
    out[row + 2 * third] = last
  }
}

function sigmoid(x: number): number {
  return 1 / (1 + Math.exp(-x))
}
