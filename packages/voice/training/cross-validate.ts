import { outputsOf } from '../src/voice-model.ts'
import type { Example } from './dataset.ts'
import { trainModel, type ModelOptions } from './train-model.ts'

/** An example with what a model said of it that never heard its speaker. */
export interface Prediction {
  example: Example
  /** A logit for each affect, then arousal and valence. */
  outputs: Float32Array
}

export const folds = 10

/**
 * Ten folds by speaker: each holds out one EmoDB speaker, so that EmoDB is measured leaving one speaker out, and one or
 * two RAVDESS actors. Predicts the recordings as they are, not their altered copies.
 */
export function crossValidate(examples: readonly Example[], options: ModelOptions): Prediction[] {
  const foldOf = assignFolds(examples)
  return Array.from({ length: folds }, (_, fold) => fold).flatMap((fold) => {
    const heldOut = (example: Example) => foldOf.get(example.recording.speaker) === fold
    const model = trainModel(
      examples.filter((example) => !heldOut(example)),
      options,
    )
    process.stderr.write(`fold ${fold + 1} of ${folds}\n`)
    return examples
      .filter((example) => heldOut(example) && example.copy === 0)
      .map((example) => ({ example, outputs: outputsOf(model, example.functionals) }))
  })
}

function assignFolds(examples: readonly Example[]): Map<string, number> {
  const speakers = new Map<string, Set<string>>()
  for (const { recording } of examples) {
    const known = speakers.get(recording.corpus) ?? new Set<string>()
    speakers.set(recording.corpus, known.add(recording.speaker))
  }
  return new Map(
    [...speakers.values()].flatMap((names) => [...names].map((name, i) => [name, i % folds] as const)),
  )
}
