import { affects } from '../src/affects.ts'
import type { Network } from '../src/network.ts'
import { solvePositive } from './solve.ts'
import type { TrainingSet } from './train-network.ts'

/** Added to the diagonal of the covariance, for features that nearly repeat each other. */
const ridge = 0.01

/** For arousal and valence, relative to the weight of all windows. */
const regressionRidge = 0.004

/**
 * Linear discriminant analysis with one covariance for all affects, and ridge regression for arousal and valence, each in
 * closed form, as one linear layer. Errs in other places than the networks do: together they are better than either.
 */
export function fitLinear(set: TrainingSet): Network {
  const inputs = set.inputs.length / set.count
  const rows = [...discriminants(set, inputs), ...regressions(set, inputs)]
  return asNetwork(rows, inputs)
}

/** Weights of one output, and its bias. */
interface LinearRow {
  weights: Float64Array
  bias: number
}

function discriminants(set: TrainingSet, inputs: number): LinearRow[] {
  const means = affects.map((_, affect) => weightedMean(set, inputs, affect))
  const spread = scatter(set, inputs, (row) => means[set.affect[row]])
  for (let i = 0; i < inputs; i++) spread[i * inputs + i] += ridge
  return solvePositive(spread, means).map((weights, affect) => {
    return { weights, bias: -dot(weights, means[affect]) / 2 }
  })
}

function regressions(set: TrainingSet, inputs: number): LinearRow[] {
  const origin = new Float64Array(inputs)
  const spread = scatter(set, inputs, () => origin)
  for (let i = 0; i < inputs; i++) spread[i * inputs + i] += regressionRidge
  const targets = [set.arousal, set.valence]
  const biases = targets.map((target) => weightedSum(set, (row) => target[row]))
  const products = targets.map((target, t) => {
    const product = new Float64Array(inputs)
    forEachRow(set, inputs, (row, input, weight) => {
      for (let i = 0; i < inputs; i++) product[i] += weight * (target[row] - biases[t]) * input[i]
    })
    return product
  })
  return solvePositive(spread, products).map((weights, t) => ({ weights, bias: biases[t] }))
}

function weightedMean(set: TrainingSet, inputs: number, affect: number): Float64Array {
  const mean = new Float64Array(inputs)
  let total = 1e-9
  forEachRow(set, inputs, (row, input, weight) => {
    if (set.affect[row] !== affect) return
    total += weight
    for (let i = 0; i < inputs; i++) mean[i] += weight * input[i]
  })
  return mean.map((sum) => sum / total)
}

/** Weighted mean of the outer products of each row's distance from its centre; upper triangle mirrored. */
function scatter(set: TrainingSet, inputs: number, centreOf: (row: number) => Float64Array): Float64Array {
  const sum = new Float64Array(inputs * inputs)
  const away = new Float64Array(inputs)
  forEachRow(set, inputs, (row, input, weight) => {
    const centre = centreOf(row)
    for (let i = 0; i < inputs; i++) away[i] = input[i] - centre[i]
    for (let i = 0; i < inputs; i++) {
      const scaled = weight * away[i]
      for (let j = i; j < inputs; j++) sum[i * inputs + j] += scaled * away[j]
    }
  })
  for (let i = 0; i < inputs; i++) for (let j = 0; j < i; j++) sum[i * inputs + j] = sum[j * inputs + i]
  return sum
}

/** Visits each row with its weight as a share of all. */
function forEachRow(
  set: TrainingSet,
  inputs: number,
  visit: (row: number, input: Float32Array, weight: number) => void,
): void {
  const total = set.weight.reduce((a, b) => a + b, 0)
  for (let row = 0; row < set.count; row++)
    visit(row, set.inputs.subarray(row * inputs, (row + 1) * inputs), set.weight[row] / total)
}

function weightedSum(set: TrainingSet, valueOf: (row: number) => number): number {
  const total = set.weight.reduce((a, b) => a + b, 0)
  return set.weight.reduce((sum, weight, row) => sum + (weight * valueOf(row)) / total, 0)
}

/** A linear layer in the form of a network: each sum passes through a pair of units, one for either sign. */
function asNetwork(rows: readonly LinearRow[], inputs: number): Network {
  const signs = rows.flatMap(({ weights, bias }) => [
    { weights, bias },
    { weights: weights.map((weight) => -weight), bias: -bias },
  ])
  const outputWeights = new Float32Array(rows.length * signs.length)
  rows.forEach((_, output) => outputWeights.set([1, -1], output * signs.length + 2 * output))
  return {
    inputs,
    hidden: signs.length,
    outputs: rows.length,
    hiddenWeights: Float32Array.from(signs.flatMap(({ weights }) => Array.from(weights))),
    hiddenBiases: Float32Array.from(signs, ({ bias }) => bias),
    outputWeights,
    outputBiases: new Float32Array(rows.length),
  }
}

function dot(a: Float64Array, b: Float64Array): number {
  return a.reduce((sum, value, i) => sum + value * b[i], 0)
}
