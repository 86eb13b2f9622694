import full from './models/full.model.json' with { type: 'json' }
import open from './models/open.model.json' with { type: 'json' }
import { loadModel, type ModelFile } from './model-file.ts'
import type { ShippedModelName } from './shipped-model-names.ts'
import type { VoiceModel } from './voice-model.ts'

const files: Record<ShippedModelName, ModelFile> = { full, open }

/** Unpacks a model that ships with the project. */
export function loadShippedModel(name: ShippedModelName = 'full'): VoiceModel {
  return loadModel(files[name])
}
