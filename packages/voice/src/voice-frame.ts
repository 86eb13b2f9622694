import type { Affect } from '@undertone/shared'

/** How the speech in one window sounded, before anyone decides what to call it. */
export interface Prosody {
  /** Mean level of the voiced frames, dB relative to full scale (≤ 0). */
  loudnessDb: number
  /** Median fundamental frequency of the voiced frames, Hz. */
  pitchHz: number
  /** Spread of F0 over the window (10th to 90th percentile), semitones. */
  pitchRangeSt: number
  /** Voiced stretches (a stand-in for syllables) per second of speech. */
  ratePerS: number
  /** Mean relative change of F0 from one voiced frame to the next, 0 and up; high means a trembling voice. */
  jitter: number
}

/** What the classifier says about the last seconds of speech. */
export interface VoiceFrame {
  /** Position in the audio that was pushed so far, samples at 16 kHz: the end of the speech that this describes. */
  endSample: number
  affect: Affect
  /** Calibrated probability of `affect`, 0–1. */
  confidence: number
  /** −1 (subdued) to 1 (agitated). */
  arousal: number
  /** −1 (unpleasant) to 1 (pleasant). */
  valence: number
  /** Sums to 1. */
  probabilities: Record<Affect, number>
  prosody: Prosody
}

/** What is heard, as far as tone goes. `unclear`, somebody speaks but nothing can be claimed, is for whoever holds frames. */
export type HeardState = 'listening' | 'speaking' | 'unclear'

/** One thing that a pushed stretch of audio brought about, in order. Frames come however unsure they are. */
export type VoiceUpdate =
  { type: 'frame'; frame: VoiceFrame } | { type: 'state'; state: HeardState; endSample: number }
