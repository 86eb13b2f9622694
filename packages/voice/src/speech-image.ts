import { createEncodingRing, type EncodingRing } from './encoding-ring.ts'
import { createFrameEncoder, framesPerEncoding, unitsOf, type FrameEncoder } from './frame-encoder.ts'
import { frameColumns, type SpeechFrames } from './frame-layout.ts'
import { computeFunctionals } from './functionals.ts'
import { applyLinearMap } from './linear-map.ts'
import { noveltyOf } from './novelty.ts'
import { affects } from './affects.ts'
import { logSharesOf } from './calibration.ts'
import { runHead } from './two-way-head.ts'
import type { VoiceModel } from './voice-model.ts'

/** What is measured of a stretch of speech, whoever speaks. Nothing in it changes when the voice is only louder. */
export interface SpeechImage {
  /** Where the stretch lies in the coordinates in which affects and voices differ. */
  readonly coordinates: Float64Array
  /** What the encoders say by themselves, knowing nothing of the voice: logarithms of the shares of the affects. */
  readonly byEncoders: Float64Array
  readonly arousal: number
  readonly valence: number
  /** How unlike all that was learnt from it is, whoever speaks; see novelty.ts. */
  readonly novelty: number
}

/** An encoder with what it made of the last frames. */
export interface RunningEncoder {
  encoder: FrameEncoder
  encodings: EncodingRing
}

/** A functional further out than this many spreads is a fault of the recording, not a trait of the voice. */
const furthest = 4

/** Encoders that keep what they make of the last `frames` frames. */
export function startEncoders({ encoders }: VoiceModel, frames: number): RunningEncoder[] {
  return encoders.map(({ weights }) => ({
    encoder: createFrameEncoder(weights),
    encodings: createEncodingRing(unitsOf(weights), Math.ceil(frames / framesPerEncoding(weights))),
  }))
}

export function pushRow(running: readonly RunningEncoder[], row: Float32Array): void {
  for (const one of running) {
    one.encoder.push(row)
    if (one.encoder.isFull()) catchUp(one)
  }
}

function catchUp({ encoder, encodings }: RunningEncoder): void {
  const { values, count } = encoder.take()
  for (let i = 0; i < count; i++)
    encodings.push(values.subarray(i * encodings.units, (i + 1) * encodings.units))
}

/** Measures `frames`, given what the encoders made of them. */
export function imageOf(
  model: VoiceModel,
  frames: SpeechFrames,
  running: readonly RunningEncoder[],
): SpeechImage {
  running.forEach(catchUp)
  const functionals = computeFunctionals(frames)
  const pooled = running.map(({ encodings }) => encodings.pool())
  const input = standardised(model, [functionals, ...pooled])
  const coordinates = new Float64Array(model.byFunctionals.outputs + model.byAll.outputs)
  applyLinearMap(model.byFunctionals, input, coordinates)
  applyLinearMap(model.byAll, input, coordinates, model.byFunctionals.outputs)
  return { coordinates, novelty: noveltyOf(model.usual, input), ...opinionOfEncoders(model, pooled) }
}

/** Measures a stretch that nothing was computed of yet. */
export function imageOfStretch(model: VoiceModel, frames: SpeechFrames): SpeechImage {
  const running = startEncoders(model, Math.max(1, frames.count))
  for (let row = 0; row < frames.count; row++)
    pushRow(running, frames.values.subarray(row * frameColumns, (row + 1) * frameColumns))
  return imageOf(model, frames, running)
}

/** Centred and scaled as in training. Never NaN. */
function standardised({ mean, deviation }: VoiceModel, parts: readonly ArrayLike<number>[]): Float64Array {
  const input = new Float64Array(mean.length)
  let at = 0
  for (const part of parts)
    for (let i = 0; i < part.length; i++, at++) {
      const z = (part[i] - mean[at]) / deviation[at]
      input[at] = Number.isFinite(z) ? Math.max(-furthest, Math.min(furthest, z)) : 0
    }
  return input
}

function opinionOfEncoders(
  { encoders, coordinates }: VoiceModel,
  pooled: readonly Float64Array[],
): Pick<SpeechImage, 'byEncoders' | 'arousal' | 'valence'> {
  const mean = new Float64Array(affects.length)
  let arousal = 0
  let valence = 0
  encoders.forEach(({ head }, e) => {
    const outputs = runHead(head, pooled[e])
    const logShares = logSharesOf(
      outputs.slice(0, affects.length).map((logit, i) => (coordinates.heard[i] ? logit : -Infinity)),
    )
    for (let i = 0; i < mean.length; i++) mean[i] += logShares[i] / encoders.length
    arousal += outputs[affects.length] / encoders.length
    valence += outputs[affects.length + 1] / encoders.length
  })
  return { byEncoders: logSharesOf(mean), arousal, valence }
}
