/** The arrays of a network that are learnt. */
export interface Learnt {
  hiddenWeights: Float32Array
  hiddenBiases: Float32Array
  outputWeights: Float32Array
  outputBiases: Float32Array
}

const firstMoment = 0.9
const secondMoment = 0.999

/**
 * Adam with decoupled weight decay (Loshchilov & Hutter, ICLR 2019). The returned function takes one step along
 * `gradient`, and clears it.
 */
export function createAdam(
  learnt: Learnt,
  gradient: Learnt,
  weightDecay: number,
): (learningRate: number) => void {
  const parts = [
    createPart(learnt.hiddenWeights, gradient.hiddenWeights, weightDecay),
    createPart(learnt.hiddenBiases, gradient.hiddenBiases, 0),
    createPart(learnt.outputWeights, gradient.outputWeights, weightDecay),
    createPart(learnt.outputBiases, gradient.outputBiases, 0),
  ]
  let steps = 0
  return function update(learningRate) {
    steps++
    const meanScale = 1 / (1 - firstMoment ** steps)
    const squareScale = 1 / (1 - secondMoment ** steps)
    for (const part of parts) part(learningRate, meanScale, squareScale)
  }
}

function createPart(values: Float32Array, slopes: Float32Array, weightDecay: number) {
  const means = new Float32Array(values.length)
  const squares = new Float32Array(values.length)
  return function updatePart(rate: number, meanScale: number, squareScale: number): void {
    for (let i = 0; i < values.length; i++) {
      const slope = slopes[i]
      means[i] = firstMoment * means[i] + (1 - firstMoment) * slope
      squares[i] = secondMoment * squares[i] + (1 - secondMoment) * slope * slope
      const direction = (means[i] * meanScale) / (Math.sqrt(squares[i] * squareScale) + 1e-8)
      values[i] -= rate * (direction + weightDecay * values[i])
      slopes[i] = 0
    }
  }
}
