import { column, melBands } from './frame-layout.ts'

/** Neighbouring mel bands are taken together by pairs. */
const bands = melBands / 2
const cepstra = 8

/** How many numbers about a frame the detector of speech hears. */
export const activityInputs = bands + cepstra + 5

/**
 * The floor of a band follows a low quantile of its level: up slowly, so that a sentence doesn't lift it, and down fast,
 * for the room is heard in every pause. dB per frame.
 */
const riseDb = 0.04
const riseShare = 0.002
const fallDb = 0.2
const fallShare = 0.3
const farBelowDb = 6

/** The loudest sound of late is forgotten at 3 dB a second. */
const forgetDbPerFrame = 0.03

/**
 * What the detector of speech hears of each frame: how far each part of the spectrum stands over what it was in pauses, and
 * the spectrum's shape. The same whatever the gain. Pitch has no part in it: with it nothing was found better, and whispers
 * and hoarse voices have none.
 */
export function createActivityFeatures(): (row: Float32Array) => Float32Array {
  const features = new Float32Array(activityInputs)
  const floors = new Float32Array(bands + 1)
  let loudestDb = -Infinity
  let isFirst = true

  return function measure(row) {
    const level = row[column.levelDb]
    for (let band = 0; band < bands; band++) features[band] = overFloor(band, pairLevel(row, band))
    for (let i = 0; i < cepstra; i++) features[bands + i] = row[column.firstMfcc + 1 + i]
    loudestDb = Math.max(level, loudestDb - forgetDbPerFrame)
    const next = bands + cepstra
    features[next] = overFloor(bands, level)
    features[next + 1] = Math.max(-60, level - loudestDb)
    features[next + 2] = row[column.fluxDb]
    features[next + 3] = row[column.flatnessDb]
    features[next + 4] = row[column.entropy]
    isFirst = false
    return features
  }

  function overFloor(index: number, levelDb: number): number {
    const over = levelDb - floors[index]
    if (isFirst) floors[index] = levelDb
    else if (over < -farBelowDb) floors[index] += fallShare * over
    else floors[index] += over > 0 ? riseDb + riseShare * over : -fallDb
    return clamp(levelDb - floors[index], -10, 40)
  }
}

function pairLevel(row: Float32Array, band: number): number {
  const first = column.firstMel + 2 * band
  return (row[first] + row[first + 1]) / 2
}

function clamp(value: number, low: number, high: number): number {
  return Math.max(low, Math.min(high, value))
}
