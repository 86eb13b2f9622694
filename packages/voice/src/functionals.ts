import { column, frameColumns, mfccs, type SpeechFrames } from './frame-layout.ts'
import { pitchSteps } from './pitch-steps.ts'
import { measureRhythm } from './rhythm.ts'
import { correlation, deviationOf, meanOf, quantile, summarise, trendOf } from './statistics.ts'

/** Described by mean, spread and percentiles over the voiced frames. */
const voicedColumns = [
  column.f0St,
  column.harmonicityDb,
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
const speechColumns = voicedColumns.slice(1)

const perVoiced = 5
const perSpeech = 3
const perStressed = 1
const levelFunctionals = 8
const pitchFunctionals = 6
const rhythmFunctionals = 8
const togetherFunctionals = 4

/** Length of the vector that stands for a stretch of speech. */
export const functionalCount =
  voicedColumns.length * perVoiced +
  speechColumns.length * perSpeech +
  voicedColumns.length * perStressed +
  levelFunctionals +
  pitchFunctionals +
  rhythmFunctionals +
  togetherFunctionals

/**
 * One vector of `functionalCount` values for a stretch of speech of any length. Nothing in it changes when the same
 * voice is only louder: level enters relative to the stretch's own mean.
 */
export function computeFunctionals(frames: SpeechFrames): Float32Array {
  const voiced = pickRows(frames, (row) => frames.values[row * frameColumns + column.isVoiced] > 0)
  const all = pickRows(frames, () => true)
  const stressed = louderHalf(frames, voiced)
  return Float32Array.from([
    ...voicedColumns.flatMap((index) => describeVoiced(takeColumn(frames, voiced, index))),
    ...speechColumns.flatMap((index) => describeSpeech(takeColumn(frames, all, index))),
    ...voicedColumns.map((index) => meanOf(takeColumn(frames, stressed, index))),
    ...describeLevel(takeColumn(frames, all, column.levelDb), takeColumn(frames, voiced, column.levelDb)),
    ...describePitch(frames, voiced),
    ...describeRhythm(frames),
    ...describeTogether(frames, voiced),
  ])
}

function describeVoiced(values: Float32Array): number[] {
  const { mean, deviation, p10, p50, p90 } = summarise(values)
  return [mean, deviation, p10, p50, p90]
}

function describeSpeech(values: Float32Array): number[] {
  const mean = meanOf(values)
  return [mean, deviationOf(values, mean), meanStep(values)]
}

/** Level over the stretch's own mean, so that the distance to the microphone has no say. */
function describeLevel(all: Float32Array, voiced: Float32Array): number[] {
  const mean = meanOf(all)
  const [steps, voicedSteps, trend] = [meanStep(all), meanStep(voiced), trendOf(all)]
  const { deviation, p10, p50, p90 } = summarise(all)
  const voicedMean = meanOf(voiced)
  return [deviation, p10 - mean, p50 - mean, p90 - mean, voicedMean - mean, steps, voicedSteps, trend * 100]
}

function describePitch(frames: SpeechFrames, voiced: Int32Array): number[] {
  const f0 = takeColumn(frames, voiced, column.f0St)
  const steps = pitchSteps(frames)
  const rising = steps.filter((step) => step > 0).length / Math.max(1, steps.length)
  const sizes = steps.map(Math.abs).sort()
  const trend = trendOf(f0) * 100
  const sorted = f0.slice().sort()
  const wide = quantile(sorted, 0.95) - quantile(sorted, 0.05)
  return [rising, meanOf(sizes), quantile(sizes, 0.5), quantile(sizes, 0.9), trend, wide]
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
  return [correlation(f0, level), correlation(tilt, level), correlation(f0, tilt), correlation(breath, level)]
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
