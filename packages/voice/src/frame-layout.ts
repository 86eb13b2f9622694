export const mfccs = 13
export const melBands = 40

/**
 * The columns of one 10 ms frame. Everything but `levelDb` and the mel bands stays the same when the voice is only made
 * louder; the mel bands rise and fall with the level.
 */
export const column = {
  levelDb: 0,
  isVoiced: 1,
  /** Frames without speech since the speech frame before. */
  gapFrames: 2,
  f0St: 3,
  harmonicityDb: 4,
  cepstralPeakDb: 5,
  jitter: 6,
  shimmerDb: 7,
  centroid: 8,
  rolloff25: 9,
  rolloff50: 10,
  rolloff85: 11,
  slopeLow: 12,
  slopeMid: 13,
  alphaRatioDb: 14,
  hammarbergDb: 15,
  flatnessDb: 16,
  entropy: 17,
  fluxDb: 18,
  h1h2Db: 19,
  h1a1Db: 20,
  h1a3Db: 21,
  firstMfcc: 22,
  firstMel: 22 + mfccs,
} as const

/** What is measured of pitch, voice quality and spectrum: all columns but level, voicing, gap, MFCC and mel bands. */
export const measureColumns = [
  column.f0St,
  column.harmonicityDb,
  column.cepstralPeakDb,
  column.jitter,
  column.shimmerDb,
  column.centroid,
  column.rolloff25,
  column.rolloff50,
  column.rolloff85,
  column.slopeLow,
  column.slopeMid,
  column.alphaRatioDb,
  column.hammarbergDb,
  column.flatnessDb,
  column.entropy,
  column.fluxDb,
  column.h1h2Db,
  column.h1a1Db,
  column.h1a3Db,
] as const

export const frameColumns = column.firstMel + melBands

/** Frames of speech in the order they were heard: `count` rows of `frameColumns` values. */
export interface SpeechFrames {
  values: Float32Array
  count: number
}
