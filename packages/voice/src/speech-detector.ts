import file from './activity.model.json' with { type: 'json' }
import { activityInputs, createActivityFeatures } from './activity-features.ts'
import { createGatedUnits, layOutGatedUnits } from './gated-unit.ts'
import { unpackMatrix } from './packed-matrix.ts'

/** The detector's answer is about the frame so many before: what follows a sound tells whether it was a voice. */
export const detectorDelayFrames = file.delayFrames

/**
 * Log odds that somebody spoke `detectorDelayFrames` ago, for each frame's row. A small recurrent network that learnt it
 * from clean recordings mixed with noises (training/activity, docs/decisions/0011-voice-activity.md).
 */
export function createSpeechDetector(): (row: Float32Array) => number {
  const measure = createActivityFeatures()
  const step = createGatedUnits(layer)

  return function detect(row) {
    const features = measure(row)
    for (let i = 0; i < activityInputs; i++) layer.input[i] = (features[i] - mean[i]) / deviation[i]
    const state = step()
    let odds = file.outputBias
    for (let unit = 0; unit < outputWeights.length; unit++) odds += outputWeights[unit] * state[unit]
    return odds
  }
}

const mean = Float64Array.from(file.mean)
const deviation = Float64Array.from(file.deviation)
const outputWeights = Float64Array.from(file.outputWeights)
const layer = layOutGatedUnits({
  inputs: activityInputs,
  units: file.outputWeights.length,
  inputWeights: unpackMatrix(file.inputWeights),
  inputBiases: file.inputBiases,
  stateWeights: unpackMatrix(file.stateWeights),
  stateBiases: file.stateBiases,
})
