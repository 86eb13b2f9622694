import { column, measureColumns, melBands } from './frame-layout.ts'
import {
  createFrameConvolution,
  mostFrames,
  type ConvolutionLayer,
  type FrameBatch,
} from './frame-convolution.ts'

/** A small convolutional network along the frames of speech. */
export interface FrameEncoderWeights {
  /** Mean and spread of the measures, in the order of `measureColumns`, over what was learnt from. */
  mean: Float64Array
  deviation: Float64Array
  layers: readonly ConvolutionLayer[]
}

export interface FrameEncoder {
  /** Hears the next frame of speech. */
  push(row: Float32Array): void
  /** What the network makes of the frames since the last call: an encoding each `framesPerEncoding`. They are reused. */
  take(): FrameBatch
  /** True where no more frames can be heard before the next `take`. */
  isFull(): boolean
  /** The next frame begins a new stretch of speech. */
  restart(): void
}

/** Measures of the voice's own vibration: elsewhere they mean nothing, and enter as their mean. */
const ofVoiceAlone: readonly number[] = [
  column.f0St,
  column.jitter,
  column.shimmerDb,
  column.h1h2Db,
  column.h1a1Db,
  column.h1a3Db,
]

/** For each of `measureColumns`, whether it means something everywhere. */
const alwaysCounts = measureColumns.map((index) => !ofVoiceAlone.includes(index))

export const encoderInputs = melBands + 2 + measureColumns.length

const perDb = 0.1
const longestGapFrames = 30
const gapUnitFrames = 15
const furthest = 4

/** Runs the network along a stretch of speech, each frame once. */
export function createFrameEncoder({ mean, deviation, layers }: FrameEncoderWeights): FrameEncoder {
  const stages = layers.map((layer) => createFrameConvolution(layer))
  const inputs = new Float32Array(mostFrames * encoderInputs)
  let waiting = 0

  function take(): FrameBatch {
    let batch: FrameBatch = { values: inputs, count: waiting }
    for (const stage of stages) batch = stage.run(batch)
    waiting = 0
    return batch
  }

  function restart(): void {
    waiting = 0
    for (const stage of stages) stage.restart()
  }

  function push(row: Float32Array): void {
    const at = waiting * encoderInputs
    waiting++
    const isVoiced = row[column.isVoiced] > 0
    for (let band = 0; band < melBands; band++) inputs[at + band] = perDb * row[column.firstMel + band]
    inputs[at + melBands] = isVoiced ? 1 : 0
    inputs[at + melBands + 1] = Math.min(longestGapFrames, row[column.gapFrames]) / gapUnitFrames
    for (let i = 0; i < measureColumns.length; i++) {
      const counts = isVoiced || alwaysCounts[i]
      const z = counts ? (row[measureColumns[i]] - mean[i]) / deviation[i] : 0
      inputs[at + melBands + 2 + i] = Math.max(-furthest, Math.min(furthest, z))
    }
  }

  return { push, take, isFull: () => waiting === mostFrames, restart }
}

export function framesPerEncoding({ layers }: FrameEncoderWeights): number {
  return layers.reduce((frames, { strideFrames }) => frames * strideFrames, 1)
}

export function unitsOf({ layers }: FrameEncoderWeights): number {
  return layers[layers.length - 1].kernel.outputs
}
