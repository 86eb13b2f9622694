export const mfccs = 13

/** The columns of one 10 ms frame. Everything but `levelDb` stays the same when the voice is only made louder. */
export const column = {
  levelDb: 0,
  isVoiced: 1,
  /** Frames without speech since the speech frame before. */
  gapFrames: 2,
  f0St: 3,
  harmonicityDb: 4,
  centroid: 5,
  rolloff25: 6,
  rolloff50: 7,
  rolloff85: 8,
  slopeLow: 9,
  slopeMid: 10,
  alphaRatioDb: 11,
  hammarbergDb: 12,
  flatnessDb: 13,
  entropy: 14,
  fluxDb: 15,
  h1h2Db: 16,
  h1a1Db: 17,
  h1a3Db: 18,
  firstMfcc: 19,
} as const

export const frameColumns = column.firstMfcc + mfccs

/** Frames of speech in the order they were heard: `count` rows of `frameColumns` values. */
export interface SpeechFrames {
  values: Float32Array
  count: number
}
