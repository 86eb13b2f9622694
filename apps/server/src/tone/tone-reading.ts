import type { Affect, ProsodyFlag } from '@undertone/shared'
import type { ToneLabel } from './tone-words.ts'

/** What is to be told of the last seconds of speech, before it is an event of some session. */
export interface ToneReading {
  readonly label: ToneLabel
  readonly affect: Affect
  readonly confidence: number
  readonly arousal: number
  readonly valence: number
  /** Arousal against this speaker's own recent one, −2…2. */
  readonly shift: number
  readonly flags: readonly ProsodyFlag[]
}
