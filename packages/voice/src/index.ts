export { sampleRateHz } from './audio.ts'
export { classifyRecording, type RecordingJudgement, type RecordingOptions } from './classify-recording.ts'
export { loadDefaultModel } from './default-model.ts'
export { reliabilityFloor } from './reliability-floor.ts'
export {
  createVoiceClassifier,
  type VoiceClassifier,
  type VoiceClassifierOptions,
} from './voice-classifier.ts'
export type { HeardState, Prosody, VoiceFrame, VoiceUpdate } from './voice-frame.ts'
export type { VoiceModel } from './voice-model.ts'
