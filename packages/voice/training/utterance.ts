import type { Recording } from './corpus.ts'

/** A recording with its samples, 16 kHz mono, −1…1. */
export interface Utterance {
  recording: Recording
  samples: Float32Array
}
