import file from './default.model.json' with { type: 'json' }
import { loadModel } from './model-file.ts'
import type { VoiceModel } from './voice-model.ts'

/** Unpacks the model that ships with the project (MODEL_CARD.md). */
export function loadDefaultModel(): VoiceModel {
  return loadModel(file)
}
