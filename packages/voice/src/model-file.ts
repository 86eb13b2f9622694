import { affects } from './affects.ts'
import type { Calibration } from './calibration.ts'
import { createConvolutionLayers } from './frame-convolution.ts'
import { encoderInputs, type FrameEncoderWeights } from './frame-encoder.ts'
import { functionalCount } from './functionals.ts'
import { createLinearMap, type LinearMap } from './linear-map.ts'
import { unpackMatrix, type PackedMatrix } from './packed-matrix.ts'
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
  const byFunctionals = loadLayer(file.byFunctionals)
  if (byFunctionals.inputs !== functionalCount)
    throw new Error(
      `the model takes ${byFunctionals.inputs} functionals, there are ${functionalCount}: train it again`,
    )
  const size = file.spread.length
  return {
    encoders: file.encoders.map((encoder) => ({
      weights: loadEncoder(encoder),
      head: {
        direct: loadLayer(encoder.head.direct),
        hidden: loadLayer(encoder.head.hidden),
        output: loadLayer(encoder.head.output),
      },
    })),
    mean: Float64Array.from(file.mean),
    deviation: Float64Array.from(file.deviation),
    byFunctionals,
    byAll: loadLayer(file.byAll),
    coordinates: {
      heard: affects.map((affect) => file.heard.includes(affect)),
      means: affects.map((affect) => Float64Array.from(meansOf(file, affect) ?? new Float64Array(size))),
      spread: Float64Array.from(file.spread),
      sharpness: file.sharpness,
    },
    usual: { directions: loadLayer(file.usual.directions), restSquare: file.usual.restSquare },
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
        const unpacked = unpackMatrix(weights)
        const channels = i === 0 ? encoderInputs : unpacked.length / biases.length / kernelFrames
        return { channels, kernelFrames, strideFrames, repeatsFirst: i === 0, weights: unpacked, biases }
      }),
    ),
  }
}

function loadLayer({ weights, biases }: PackedLayer): LinearMap {
  return createLinearMap(unpackMatrix(weights), biases)
}
