import { affects } from '../src/affects.ts'
import type { Network } from '../src/network.ts'
import { createAdam } from './adam.ts'
import type { Random } from './random.ts'

/** Windows to learn from: `inputs` holds `count` standardised rows; the rest has one entry a row. */
export interface TrainingSet {
  count: number
  inputs: Float32Array
  affect: Int32Array
  arousal: Float32Array
  valence: Float32Array
  weight: Float32Array
  /** One row of `affects.length` a window: what to take from a logit while learning (0 where the corpus has the affect). */
  handicap: Float32Array
}

export interface TrainingOptions {
  hidden: number
  epochs: number
  learningRate: number
  weightDecay: number
  /** Shares of the inputs and of the hidden units that are left out at each step. */
  inputDropout: number
  hiddenDropout: number
  labelSmoothing: number
  batch: number
}

/** Trains one network by Adam on a falling rate: cross-entropy over affects, squared error for arousal and valence. */
export function trainNetwork(set: TrainingSet, options: TrainingOptions, random: Random): Network {
  const inputs = set.inputs.length / set.count
  const network = initialNetwork(inputs, options.hidden, random)
  const step = createTrainingStep(network, set, options, random)
  const order = Int32Array.from({ length: set.count }, (_, i) => i)
  const batches = Math.floor(set.count / options.batch)
  for (let epoch = 0; epoch < options.epochs; epoch++) {
    random.shuffle(order)
    for (let batch = 0; batch < batches; batch++) {
      const progress = (epoch * batches + batch) / (options.epochs * batches)
      const rate = (options.learningRate * (1 + Math.cos(Math.PI * progress))) / 2
      step(order.subarray(batch * options.batch, (batch + 1) * options.batch), rate)
    }
  }
  return network
}

/** He initialisation for the rectified layer, Xavier's for the last. */
function initialNetwork(inputs: number, hidden: number, random: Random): Network {
  const outputs = affects.length + 2
  return {
    inputs,
    hidden,
    outputs,
    hiddenWeights: Float32Array.from(
      { length: inputs * hidden },
      () => random.normal() * Math.sqrt(2 / inputs),
    ),
    hiddenBiases: new Float32Array(hidden),
    outputWeights: Float32Array.from({ length: hidden * outputs }, () => random.normal() / Math.sqrt(hidden)),
    outputBiases: new Float32Array(outputs),
  }
}

/** Returns a function that learns from the rows of one batch at one learning rate. */
function createTrainingStep(network: Network, set: TrainingSet, options: TrainingOptions, random: Random) {
  const { inputs, hidden, outputs } = network
  const gradient = {
    hiddenWeights: new Float32Array(inputs * hidden),
    hiddenBiases: new Float32Array(hidden),
    outputWeights: new Float32Array(hidden * outputs),
    outputBiases: new Float32Array(outputs),
  }
  const update = createAdam(network, gradient, options.weightDecay)
  const input = new Float32Array(inputs)
  const activation = new Float32Array(hidden)
  const output = new Float32Array(outputs)
  const error = new Float32Array(outputs)
  const keepHidden = 1 / (1 - options.hiddenDropout)

  function forward(row: number): void {
    for (let i = 0; i < inputs; i++)
      input[i] = random.uniform() < options.inputDropout ? 0 : set.inputs[row * inputs + i]
    for (let unit = 0; unit < hidden; unit++) {
      activation[unit] = 0
      if (random.uniform() < options.hiddenDropout) continue
      const sum = network.hiddenBiases[unit] + dot(network.hiddenWeights, unit * inputs, input)
      if (sum > 0) activation[unit] = sum * keepHidden
    }
    for (let o = 0; o < outputs; o++) {
      let sum = network.outputBiases[o]
      for (let unit = 0; unit < hidden; unit++)
        sum += network.outputWeights[o * hidden + unit] * activation[unit]
      output[o] = sum
    }
  }

  function backward(scale: number): void {
    for (let o = 0; o < outputs; o++) {
      error[o] *= scale
      gradient.outputBiases[o] += error[o]
      for (let unit = 0; unit < hidden; unit++)
        gradient.outputWeights[o * hidden + unit] += error[o] * activation[unit]
    }
    for (let unit = 0; unit < hidden; unit++) {
      // A unit at 0 was left out or rectified: nothing flows through it.
      if (activation[unit] === 0) continue
      let slope = 0
      for (let o = 0; o < outputs; o++) slope += error[o] * network.outputWeights[o * hidden + unit]
      slope *= keepHidden
      gradient.hiddenBiases[unit] += slope
      for (let i = 0, w = unit * inputs; i < inputs; i++, w++) gradient.hiddenWeights[w] += slope * input[i]
    }
  }

  return function step(rows: Int32Array, learningRate: number): void {
    for (const row of rows) {
      forward(row)
      writeError(set, row, output, error, options.labelSmoothing)
      backward(set.weight[row] / rows.length)
    }
    update(learningRate)
  }
}

/** Four sums at once: one alone would wait for each addition before the next. */
function dot(weights: Float32Array, from: number, input: Float32Array): number {
  const even = input.length - (input.length % 4)
  let [a, b, c, d] = [0, 0, 0, 0]
  for (let i = 0, w = from; i < even; i += 4, w += 4) {
    a += weights[w] * input[i]
    b += weights[w + 1] * input[i + 1]
    c += weights[w + 2] * input[i + 2]
    d += weights[w + 3] * input[i + 3]
  }
  for (let i = even; i < input.length; i++) a += weights[from + i] * input[i]
  return a + b + (c + d)
}

/** Writes the slope of the loss at each output into `error`. */
function writeError(
  set: TrainingSet,
  row: number,
  output: Float32Array,
  error: Float32Array,
  smoothing: number,
) {
  const classes = affects.length
  const handicap = set.handicap.subarray(row * classes, (row + 1) * classes)
  const known = handicap.reduce((count, value) => count + (value === 0 ? 1 : 0), 0)
  let highest = -Infinity
  for (let c = 0; c < classes; c++) highest = Math.max(highest, output[c] - handicap[c])
  let sum = 0
  for (let c = 0; c < classes; c++) sum += error[c] = Math.exp(output[c] - handicap[c] - highest)
  for (let c = 0; c < classes; c++) {
    const isRight = set.affect[row] === c ? 1 - smoothing : 0
    error[c] = error[c] / sum - isRight - (handicap[c] === 0 ? smoothing / known : 0)
  }
  error[classes] = output[classes] - set.arousal[row]
  error[classes + 1] = output[classes + 1] - set.valence[row]
}
