export { sampleRateHz } from './audio.ts'
export { loadShippedModel } from './shipped-models.ts'
export { shippedModelNames, type ShippedModelName } from './shipped-model-names.ts'
export { reliabilityFloor } from './reliability-floor.ts'
export {
  createVoiceClassifier,
  type VoiceClassifier,
  type VoiceClassifierOptions,
} from './voice-classifier.ts'
export type { HeardState, Prosody, VoiceFrame, VoiceUpdate } from './voice-frame.ts'
export type { SpeakerBaseline } from './speaker-baseline.ts'
export type { VoiceModel } from './voice-model.ts'
