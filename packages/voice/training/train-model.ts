import type { Affect } from '@undertone/shared'
import { affects } from '../src/affects.ts'
import { standardise, type VoiceModel } from '../src/voice-model.ts'
import type { Example } from './dataset.ts'
import { fitLinear } from './fit-linear.ts'
import { createRandom } from './random.ts'
import { arousalOf, handicapsOf, valenceOf } from './targets.ts'
import { trainNetwork, type TrainingOptions, type TrainingSet } from './train-network.ts'

export interface ModelOptions extends TrainingOptions {
  /** Networks in the ensemble, each from its own seed; the linear model is one more voice beside them. */
  networks: number
  seed: number
}

/** Each recording is heard as it is and in three other rooms, channels and levels. */
export const augmentedCopies = 3
export const datasetSeed = 7

/** Chosen on folds by speaker; see MODEL_CARD.md. */
export const shippedOptions: ModelOptions = {
  networks: 2,
  seed: 1,
  hidden: 64,
  epochs: 10,
  learningRate: 0.002,
  weightDecay: 0.02,
  inputDropout: 0.1,
  hiddenDropout: 0.4,
  labelSmoothing: 0.08,
  batch: 64,
}

/** Learns a model from `examples`, not yet calibrated (temperature 1). */
export function trainModel(examples: readonly Example[], options: ModelOptions): VoiceModel {
  const model: VoiceModel = { ...measureSpread(examples), networks: [], temperature: 1 }
  const set = toTrainingSet(examples, model)
  const networks = Array.from({ length: options.networks }, (_, i) =>
    trainNetwork(set, options, createRandom(options.seed * 1000 + i)),
  )
  return { ...model, networks: [...networks, fitLinear(set)] }
}

function measureSpread(examples: readonly Example[]): { mean: Float32Array; deviation: Float32Array } {
  const width = examples[0].functionals.length
  const mean = new Float32Array(width)
  const deviation = new Float32Array(width)
  for (let i = 0; i < width; i++) {
    const values = examples.map(({ functionals }) => functionals[i])
    mean[i] = values.reduce((a, b) => a + b, 0) / values.length
    const variance = values.reduce((sum, value) => sum + (value - mean[i]) ** 2, 0) / values.length
    deviation[i] = Math.sqrt(variance) + 1e-6
  }
  return { mean, deviation }
}

function toTrainingSet(examples: readonly Example[], model: VoiceModel): TrainingSet {
  const width = examples[0].functionals.length
  const corpora = affectsByCorpus(examples)
  const set: TrainingSet = {
    count: examples.length,
    inputs: new Float32Array(examples.length * width),
    affect: Int32Array.from(examples, ({ recording }) => affects.indexOf(recording.affect)),
    arousal: Float32Array.from(examples, ({ recording }) => arousalOf(recording)),
    valence: Float32Array.from(examples, ({ recording }) => valenceOf(recording)),
    weight: balance(examples, corpora),
    handicap: new Float32Array(examples.length * affects.length),
  }
  examples.forEach(({ recording, functionals }, row) => {
    set.inputs.set(standardise(model, functionals), row * width)
    set.handicap.set(handicapsOf(corpora.get(recording.corpus) ?? new Set()), row * affects.length)
  })
  return set
}

function affectsByCorpus(examples: readonly Example[]): Map<string, Set<Affect>> {
  const corpora = new Map<string, Set<Affect>>()
  for (const { recording } of examples) {
    const known = corpora.get(recording.corpus) ?? new Set<Affect>()
    corpora.set(recording.corpus, known.add(recording.affect))
  }
  return corpora
}

/**
 * A weight for each example, 1 on average: every affect of a corpus counts the same, and a corpus as the root of its size,
 * so that the small one is heard and the large one isn't wasted.
 */
function balance(examples: readonly Example[], corpora: Map<string, Set<Affect>>): Float32Array {
  const sizes = countBy(examples, ({ recording }) => recording.corpus)
  const counts = countBy(examples, ({ recording }) => `${recording.corpus} ${recording.affect}`)
  const allRoots = [...sizes.values()].reduce((sum, size) => sum + Math.sqrt(size), 0)
  return Float32Array.from(examples, ({ recording: { corpus, affect } }) => {
    const share = Math.sqrt(sizes.get(corpus) ?? 1) / allRoots / (corpora.get(corpus)?.size ?? 1)
    return (share * examples.length) / (counts.get(`${corpus} ${affect}`) ?? 1)
  })
}

function countBy(examples: readonly Example[], keyOf: (example: Example) => string): Map<string, number> {
  const counts = new Map<string, number>()
  for (const example of examples) counts.set(keyOf(example), (counts.get(keyOf(example)) ?? 0) + 1)
  return counts
}
