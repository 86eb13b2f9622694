import { column, frameColumns, melBands, mfccs, type SpeechFrames } from './frame-layout.ts'
import { contourOf, deltasOf, modulationOf } from './movement.ts'
import { pitchSteps } from './pitch-steps.ts'
import { measureRhythm } from './rhythm.ts'
import { correlation, deviationOf, meanOf, quantile, summarise, trendOf } from './statistics.ts'

/** Columns that mean something in voiced frames only: described by mean, spread and percentiles over these. */
const voicedColumns = [
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
  ...Array.from({ length: mfccs }, (_, k) => column.firstMfcc + k),
]

/** Described by mean, spread and movement over all frames of speech, consonants too. */
const speechColumns = voicedColumns.filter(
  (index) => index !== column.f0St && index !== column.jitter && index !== column.shimmerDb,
)

const perVoiced = 7
const perSpeech = 4
const perStressed = 2
const levelFunctionals = 8
const contourCoefficients = 4
const modulationBands = 4
const pitchFunctionals = 7
const rhythmFunctionals = 8
const togetherFunctionals = 6
const thirds = 4

/** Length of the vector that stands for a stretch of speech. */
export const functionalCount =
  voicedColumns.length * perVoiced +
  speechColumns.length * perSpeech +
  voicedColumns.length * perStressed +
  melBands * 2 +
  levelFunctionals +
  pitchFunctionals +
  rhythmFunctionals +
  togetherFunctionals +
  2 * contourCoefficients +
  2 * modulationBands +
  thirds * 2

/**
 * One vector of `functionalCount` values for a stretch of speech of any length. Nothing in it changes when the same
 * voice is only louder: level enters relative to the stretch's own mean.
 */
export function computeFunctionals(frames: SpeechFrames): Float32Array {
  const voiced = pickRows(frames, (row) => frames.values[row * frameColumns + column.isVoiced] > 0)
  const all = pickRows(frames, () => true)
  const stressed = louderHalf(frames, voiced)
  const level = takeColumn(frames, all, column.levelDb)
  const f0 = takeColumn(frames, voiced, column.f0St)
  return Float32Array.from([
    ...voicedColumns.flatMap((index) => describeVoiced(takeColumn(frames, voiced, index))),
    ...speechColumns.flatMap((index) => describeSpeech(takeColumn(frames, all, index))),
    ...voicedColumns.flatMap((index) => describeStressed(frames, voiced, stressed, index)),
    ...describeMel(frames, all),
    ...describeLevel(level, takeColumn(frames, voiced, column.levelDb)),
    ...describePitch(frames, f0),
    ...describeRhythm(frames),
    ...describeTogether(frames, voiced),
    ...contourOf(f0, contourCoefficients),
    ...contourOf(level, contourCoefficients),
    ...modulationOf(level),
    ...modulationOf(f0),
    ...describeThirds(frames, voiced),
  ])
}

function describeVoiced(values: Float32Array): number[] {
  const movement = meanOf(deltasOf(values).map(Math.abs))
  const trend = trendOf(values) * values.length
  const { mean, deviation, p10, p50, p90 } = summarise(values)
  return [mean, deviation, p10, p50, p90, movement, trend]
}

function describeSpeech(values: Float32Array): number[] {
  const mean = meanOf(values)
  return [mean, deviationOf(values, mean), meanStep(values), deviationOf(deltasOf(values), 0)]
}

/** The louder half of the voiced frames, and how it differs from the rest. */
function describeStressed(
  frames: SpeechFrames,
  voiced: Int32Array,
  stressed: Int32Array,
  index: number,
): number[] {
  const mean = meanOf(takeColumn(frames, stressed, index))
  const over = mean - meanOf(takeColumn(frames, voiced, index))
  return [mean, over]
}

/** The long-term spectrum over its own mean, and how much each band moves. */
function describeMel(frames: SpeechFrames, all: Int32Array): number[] {
  const bands = Array.from({ length: melBands }, (_, band) => takeColumn(frames, all, column.firstMel + band))
  const means = bands.map(meanOf)
  const middle = means.reduce((a, b) => a + b, 0) / melBands
  return [
    ...means.map((mean) => mean - middle),
    ...bands.map((values, band) => deviationOf(values, means[band])),
  ]
}

/** First and last third of the voiced frames over the middle one: how a phrase begins and ends. */
function describeThirds(frames: SpeechFrames, voiced: Int32Array): number[] {
  const cut = Math.floor(voiced.length / 3)
  const parts = [voiced.subarray(0, cut), voiced.subarray(cut, 2 * cut), voiced.subarray(2 * cut)]
  return [column.f0St, column.levelDb, column.alphaRatioDb, column.harmonicityDb].flatMap((index) => {
    const [first, middle, last] = parts.map((rows) => meanOf(takeColumn(frames, rows, index)))
    return [first - middle, last - middle]
  })
}

/** Level over the stretch's own mean, so that the distance to the microphone has no say. */
function describeLevel(all: Float32Array, voiced: Float32Array): number[] {
  const mean = meanOf(all)
  const [steps, voicedSteps, trend] = [meanStep(all), meanStep(voiced), trendOf(all)]
  const { deviation, p10, p50, p90 } = summarise(all)
  const voicedMean = meanOf(voiced)
  return [deviation, p10 - mean, p50 - mean, p90 - mean, voicedMean - mean, steps, voicedSteps, trend * 100]
}

function describePitch(frames: SpeechFrames, f0: Float32Array): number[] {
  const steps = pitchSteps(frames)
  const rising = steps.filter((step) => step > 0).length / Math.max(1, steps.length)
  const sizes = steps.map(Math.abs).sort()
  const trend = trendOf(f0) * 100
  const sorted = f0.slice().sort()
  const wide = quantile(sorted, 0.95) - quantile(sorted, 0.05)
  const highest = quantile(sorted, 0.99) - quantile(sorted, 0.5)
  return [rising, meanOf(sizes), quantile(sizes, 0.5), quantile(sizes, 0.9), trend, wide, highest]
}

function describeRhythm(frames: SpeechFrames): number[] {
  const rhythm = measureRhythm(frames)
  return [
    rhythm.voicedShare,
    rhythm.voicedRunsPerS,
    rhythm.meanVoicedRunS,
    rhythm.voicedRunDeviationS,
    rhythm.longestVoicedRunS,
    rhythm.pauseShare,
    rhythm.pausesPerS,
    rhythm.levelPeaksPerS,
  ]
}

/** Whether pitch, brightness and breath move with the level, as in stress, or against it. */
function describeTogether(frames: SpeechFrames, voiced: Int32Array): number[] {
  const level = takeColumn(frames, voiced, column.levelDb)
  const f0 = takeColumn(frames, voiced, column.f0St)
  const tilt = takeColumn(frames, voiced, column.alphaRatioDb)
  const breath = takeColumn(frames, voiced, column.h1h2Db)
  const clear = takeColumn(frames, voiced, column.harmonicityDb)
  return [
    correlation(f0, level),
    correlation(tilt, level),
    correlation(f0, tilt),
    correlation(breath, level),
    correlation(clear, level),
    correlation(clear, f0),
  ]
}

/** The stressed syllables: voiced frames at or above their own median level. */
function louderHalf(frames: SpeechFrames, voiced: Int32Array): Int32Array {
  const middle = quantile(takeColumn(frames, voiced, column.levelDb).sort(), 0.5)
  return voiced.filter((row) => frames.values[row * frameColumns + column.levelDb] >= middle)
}

function meanStep(values: Float32Array): number {
  let sum = 0
  for (let i = 1; i < values.length; i++) sum += Math.abs(values[i] - values[i - 1])
  return sum / Math.max(1, values.length - 1)
}

function pickRows({ count }: SpeechFrames, isWanted: (row: number) => boolean): Int32Array {
  return Int32Array.from({ length: count }, (_, row) => row).filter(isWanted)
}

function takeColumn({ values }: SpeechFrames, rows: Int32Array, index: number): Float32Array {
  const taken = new Float32Array(rows.length)
  for (let i = 0; i < rows.length; i++) taken[i] = values[rows[i] * frameColumns + index]
  return taken
}
