import type { Affect } from '@undertone/shared'
import { affects } from './affects.ts'
import { runNetwork, type Network } from './network.ts'

/** Functionals in, judgement out: standardisation, an ensemble of small networks, calibration. */
export interface VoiceModel {
  /** Mean and spread of each functional over the training windows. */
  mean: Float32Array
  deviation: Float32Array
  networks: readonly Network[]
  /** Divides the logits, so that confidence means what it says: fitted on voices that were not trained on. */
  temperature: number
}

export interface Judgement {
  affect: Affect
  /** Calibrated probability of `affect`, 0–1. */
  confidence: number
  /** −1…1. */
  arousal: number
  valence: number
  /** Sums to 1. */
  probabilities: Record<Affect, number>
}

/** A functional further out than this many spreads is a fault of the recording, not a trait of the voice. */
const furthest = 4

/** What the model makes of one vector of functionals. Never NaN, whatever the vector holds. */
export function judge(model: VoiceModel, functionals: Float32Array): Judgement {
  return toJudgement(outputsOf(model, functionals), model.temperature)
}

/** Mean outputs of the ensemble: a logit for each affect, then arousal and valence. */
export function outputsOf(model: VoiceModel, functionals: Float32Array): Float32Array {
  const input = standardise(model, functionals)
  const mean = new Float32Array(affects.length + 2)
  for (const network of model.networks) {
    const outputs = runNetwork(network, input)
    for (let i = 0; i < mean.length; i++) mean[i] += outputs[i] / model.networks.length
  }
  return mean
}

/** Turns `outputs` of the ensemble into calibrated probabilities. */
export function toJudgement(outputs: Float32Array, temperature: number): Judgement {
  const shares = softmax(outputs.subarray(0, affects.length), temperature)
  return fromShares(shares, outputs[affects.length], outputs[affects.length + 1])
}

/** The mean of several judgements, as of the windows of one recording. */
export function meanJudgement(judgements: readonly Judgement[]): Judgement {
  const meanOf = (read: (judgement: Judgement) => number) =>
    judgements.reduce((sum, judgement) => sum + read(judgement), 0) / judgements.length
  const shares = Float32Array.from(affects, (affect) => meanOf(({ probabilities }) => probabilities[affect]))
  return fromShares(
    shares,
    meanOf(({ arousal }) => arousal),
    meanOf(({ valence }) => valence),
  )
}

function fromShares(shares: Float32Array, arousal: number, valence: number): Judgement {
  const best = shares.reduce((top, share, index) => (share > shares[top] ? index : top), 0)
  return {
    affect: affects[best],
    confidence: shares[best],
    arousal: clampUnit(arousal),
    valence: clampUnit(valence),
    probabilities: byAffect((index) => shares[index]),
  }
}

/** Centred and scaled as in training. */
export function standardise({ mean, deviation }: VoiceModel, functionals: Float32Array): Float32Array {
  return functionals.map((value, i) => {
    const z = (value - mean[i]) / deviation[i]
    return Number.isFinite(z) ? Math.max(-furthest, Math.min(furthest, z)) : 0
  })
}

function softmax(logits: Float32Array, temperature: number): Float32Array {
  const highest = logits.reduce((a, b) => Math.max(a, b), -Infinity)
  const powers = logits.map((logit) => Math.exp((logit - highest) / temperature))
  const sum = powers.reduce((a, b) => a + b, 0)
  return powers.map((power) => power / sum)
}

function byAffect(shareAt: (index: number) => number): Record<Affect, number> {
  return {
    neutral: shareAt(affects.indexOf('neutral')),
    calm: shareAt(affects.indexOf('calm')),
    happy: shareAt(affects.indexOf('happy')),
    sad: shareAt(affects.indexOf('sad')),
    angry: shareAt(affects.indexOf('angry')),
    fearful: shareAt(affects.indexOf('fearful')),
    disgusted: shareAt(affects.indexOf('disgusted')),
    surprised: shareAt(affects.indexOf('surprised')),
    bored: shareAt(affects.indexOf('bored')),
  }
}

function clampUnit(value: number): number {
  return Math.max(-1, Math.min(1, value))
}
