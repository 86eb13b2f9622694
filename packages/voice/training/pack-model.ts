import type { ModelFile, PackedMatrix } from '../src/model-file.ts'
import type { VoiceModel } from '../src/voice-model.ts'

/** The model as a file: weights in 8-bit steps with one scale a row, the rest in a few decimals. */
export function packModel(model: VoiceModel): ModelFile {
  return {
    mean: Array.from(model.mean, sixDigits),
    deviation: Array.from(model.deviation, sixDigits),
    temperature: sixDigits(model.temperature),
    networks: model.networks.map((network) => ({
      inputs: network.inputs,
      hidden: network.hidden,
      outputs: network.outputs,
      hiddenWeights: packRows(network.hiddenWeights, network.hidden),
      hiddenBiases: Array.from(network.hiddenBiases, sixDigits),
      outputWeights: packRows(network.outputWeights, network.outputs),
      outputBiases: Array.from(network.outputBiases, sixDigits),
    })),
  }
}

function packRows(weights: Float32Array, rows: number): PackedMatrix {
  const columns = weights.length / rows
  const scales: number[] = []
  const steps = new Int8Array(weights.length)
  for (let row = 0; row < rows; row++) {
    const values = weights.subarray(row * columns, (row + 1) * columns)
    const scale = sixDigits(values.reduce((max, value) => Math.max(max, Math.abs(value)), 1e-6) / 127)
    scales.push(scale)
    for (let i = 0; i < columns; i++)
      steps[row * columns + i] = Math.max(-127, Math.min(127, Math.round(values[i] / scale)))
  }
  return { scales, base64: Buffer.from(steps.buffer).toString('base64') }
}

function sixDigits(value: number): number {
  return Number(value.toPrecision(6))
}
