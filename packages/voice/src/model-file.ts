import { fromBase64 } from './base64.ts'
import { functionalCount } from './functionals.ts'
import type { Network } from './network.ts'
import type { VoiceModel } from './voice-model.ts'

/** Numbers as 8-bit steps of `scale`, row by row, in base64: a weight needs no more, and a bundle loads it as text. */
export interface PackedMatrix {
  scales: number[]
  base64: string
}

/** A trained model as it stands in a `.model.json` file. */
export interface ModelFile {
  mean: number[]
  deviation: number[]
  temperature: number
  networks: {
    inputs: number
    hidden: number
    outputs: number
    hiddenWeights: PackedMatrix
    hiddenBiases: number[]
    outputWeights: PackedMatrix
    outputBiases: number[]
  }[]
}

/** Unpacks a model file into the numbers it runs with. Throws where it was trained on other functionals than these. */
export function loadModel(file: ModelFile): VoiceModel {
  if (file.mean.length !== functionalCount)
    throw new Error(
      `the model takes ${file.mean.length} functionals, there are ${functionalCount}: train it again`,
    )
  return {
    mean: Float32Array.from(file.mean),
    deviation: Float32Array.from(file.deviation),
    temperature: file.temperature,
    networks: file.networks.map(loadNetwork),
  }
}

function loadNetwork(packed: ModelFile['networks'][number]): Network {
  return {
    inputs: packed.inputs,
    hidden: packed.hidden,
    outputs: packed.outputs,
    hiddenWeights: unpack(packed.hiddenWeights),
    hiddenBiases: Float32Array.from(packed.hiddenBiases),
    outputWeights: unpack(packed.outputWeights),
    outputBiases: Float32Array.from(packed.outputBiases),
  }
}

/** `scales` holds one scale a row; the rows share the bytes evenly. */
function unpack({ scales, base64 }: PackedMatrix): Float32Array {
  const steps = new Int8Array(fromBase64(base64).buffer)
  const columns = steps.length / scales.length
  return Float32Array.from(steps, (step, index) => step * scales[Math.floor(index / columns)])
}
