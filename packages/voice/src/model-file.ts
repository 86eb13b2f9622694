import { affects } from './affects.ts'
import type { Calibration } from './calibration.ts'
import { createConvolutionLayers } from './frame-convolution.ts'
import { encoderInputs, type FrameEncoderWeights } from './frame-encoder.ts'
import { functionalCount } from './functionals.ts'
import { createLinearMaps, type LinearWeights } from './linear-map.ts'
import { stepsOf, unpackMatrix, type PackedMatrix } from './packed-matrix.ts'
import type { VoiceModel } from './voice-model.ts'

export interface PackedLayer {
  weights: PackedMatrix
  biases: number[]
}

export interface PackedEncoder {
  mean: number[]
  deviation: number[]
  layers: { kernelFrames: number; strideFrames: number; kernel: PackedLayer }[]
  head: { direct: PackedLayer; hidden: PackedLayer; output: PackedLayer }
}

/** A trained model as it stands in a `.model.json` file. */
export interface ModelFile {
  /** What it learnt from, for whoever asks. */
  corpora: string[]
  heard: string[]
  encoders: PackedEncoder[]
  mean: number[]
  deviation: number[]
  byFunctionals: PackedLayer
  byAll: PackedLayer
  /** For each affect that was heard, its place in each coordinate. */
  means: number[][]
  spread: number[]
  sharpness: number
  usual: { directions: PackedLayer; restSquare: number }
  encoderWeight: number
  calibration: Calibration
}

/** Unpacks a model file into the numbers it runs with. Throws where it was trained on other measures than these. */
export function loadModel(file: ModelFile): VoiceModel {
  const { byFunctionals, byAll, usual, encoders } = file
  const [toFirst, toOthers, directions, ...heads] = createLinearMaps(
    [
      ...[byFunctionals, byAll, usual.directions],
      ...encoders.flatMap(({ head }) => [head.direct, head.hidden, head.output]),
    ].map(unpackLayer),
    true,
  )
  if (toFirst.inputs !== functionalCount)
    throw new Error(
      `the model takes ${toFirst.inputs} functionals, there are ${functionalCount}: train it again`,
    )
  const size = file.spread.length
  return {
    encoders: encoders.map((encoder, i) => ({
      weights: loadEncoder(encoder),
      head: { direct: heads[3 * i], hidden: heads[3 * i + 1], output: heads[3 * i + 2] },
    })),
    mean: Float64Array.from(file.mean),
    deviation: Float64Array.from(file.deviation),
    byFunctionals: toFirst,
    byAll: toOthers,
    coordinates: {
      heard: affects.map((affect) => file.heard.includes(affect)),
      means: affects.map((affect) => Float64Array.from(meansOf(file, affect) ?? new Float64Array(size))),
      spread: Float64Array.from(file.spread),
      sharpness: file.sharpness,
    },
    usual: { directions, restSquare: usual.restSquare },
    encoderWeight: file.encoderWeight,
    calibration: file.calibration,
  }
}

function meansOf({ heard, means }: ModelFile, affect: string): number[] | undefined {
  return means[heard.indexOf(affect)]
}

function loadEncoder({ mean, deviation, layers }: PackedEncoder): FrameEncoderWeights {
  return {
    mean: Float64Array.from(mean),
    deviation: Float64Array.from(deviation),
    layers: createConvolutionLayers(
      layers.map(({ kernelFrames, strideFrames, kernel: { weights, biases } }, i) => {
        const channels = i === 0 ? encoderInputs : stepsOf(weights).length / biases.length / kernelFrames
        const inputSteps = i === 0 ? encoderInputSteps : activationSteps
        return { channels, kernelFrames, strideFrames, repeatsFirst: i === 0, inputSteps, weights, biases }
      }),
      true,
    ),
  }
}

/** What an encoder hears lies within ±8 (frame-encoder.ts), what its units answer under 9 on both corpora. */
const encoderInputSteps = 4_000
const activationSteps = 1_000

function unpackLayer({ weights, biases }: PackedLayer): LinearWeights {
  return { weights: unpackMatrix(weights), biases }
}
