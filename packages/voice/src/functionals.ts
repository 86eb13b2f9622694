import { createColumns, type Columns } from './columns.ts'
import { column, measureColumns, melBands, mfccs, type SpeechFrames } from './frame-layout.ts'
import { contourOf, modulationOf } from './movement.ts'
import { percentiles } from './percentiles.ts'
import { pitchSteps } from './pitch-steps.ts'
import { measureRhythm } from './rhythm.ts'
import { correlation, meanOf } from './statistics.ts'

/** Columns that mean something in voiced frames only: described by mean, spread and percentiles over these. */
const voicedColumns: readonly number[] = [
  ...measureColumns,
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
  const columns = createColumns(frames)
  const level = columns.all(column.levelDb)
  const f0 = columns.voiced(column.f0St)
  return new Float32Array([
    ...voicedColumns.flatMap((index) => describeVoiced(columns, index, f0.length)),
    ...speechColumns.flatMap((index) => describeSpeech(columns, index)),
    ...voicedColumns.flatMap((index) => describeStressed(columns, index)),
    ...describeMel(columns),
    ...describeLevel(columns, level),
    ...describePitch(columns, pitchSteps(frames)),
    ...describeRhythm(frames),
    ...describeTogether(columns),
    ...contourOf(f0, contourCoefficients),
    ...contourOf(level, contourCoefficients),
    ...modulationOf(level),
    ...modulationOf(f0),
    ...describeThirds(columns),
  ])
}

function describeVoiced(columns: Columns, index: number, frames: number): number[] {
  const { mean, deviation, meanSlope, trend } = columns.ofVoiced(index)
  const [p10, p50, p90] = [0.1, 0.5, 0.9].map((share) => columns.voicedPercentile(index, share))
  return [mean, deviation, p10, p50, p90, meanSlope, trend * frames]
}

function describeSpeech(columns: Columns, index: number): number[] {
  const { mean, deviation, meanStep, rootMeanSquareSlope } = columns.ofAll(index)
  return [mean, deviation, meanStep, rootMeanSquareSlope]
}

/** The louder half of the voiced frames, and how it differs from all of them. */
function describeStressed(columns: Columns, index: number): number[] {
  const mean = columns.stressedMean(index)
  return [mean, mean - columns.ofVoiced(index).mean]
}

/** The long-term spectrum over its own mean, and how much each band moves. */
function describeMel(columns: Columns): number[] {
  const bands = Array.from({ length: melBands }, (_, band) => columns.ofAll(column.firstMel + band))
  const middle = bands.reduce((sum, { mean }) => sum + mean, 0) / melBands
  return [...bands.map(({ mean }) => mean - middle), ...bands.map(({ deviation }) => deviation)]
}

/** First and last third of the voiced frames over the middle one: how a phrase begins and ends. */
function describeThirds(columns: Columns): number[] {
  return [column.f0St, column.levelDb, column.alphaRatioDb, column.harmonicityDb].flatMap((index) => {
    const values = columns.voiced(index)
    const cut = Math.floor(values.length / 3)
    const middle = meanOf(values.subarray(cut, 2 * cut))
    return [meanOf(values.subarray(0, cut)) - middle, meanOf(values.subarray(2 * cut)) - middle]
  })
}

/** Level over the stretch's own mean, so that the distance to the microphone has no say. */
function describeLevel(columns: Columns, levels: Float32Array): number[] {
  const { mean, deviation, meanStep, trend } = columns.ofAll(column.levelDb)
  const voiced = columns.ofVoiced(column.levelDb)
  const ranks = percentiles(levels, [0.1, 0.5, 0.9]).map((level) => level - mean)
  return [deviation, ...ranks, voiced.mean - mean, meanStep, voiced.meanStep, trend * 100]
}

function describePitch(columns: Columns, steps: Float32Array): number[] {
  const rising = steps.filter((step) => step > 0).length / Math.max(1, steps.length)
  const sizes = steps.map(Math.abs)
  const [p5, p50, p95, p99] = [0.05, 0.5, 0.95, 0.99].map((share) =>
    columns.voicedPercentile(column.f0St, share),
  )
  const { trend } = columns.ofVoiced(column.f0St)
  return [rising, meanOf(sizes), ...percentiles(sizes, [0.5, 0.9]), trend * 100, p95 - p5, p99 - p50]
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
function describeTogether(columns: Columns): number[] {
  const level = columns.voiced(column.levelDb)
  const f0 = columns.voiced(column.f0St)
  const tilt = columns.voiced(column.alphaRatioDb)
  const breath = columns.voiced(column.h1h2Db)
  const clear = columns.voiced(column.harmonicityDb)
  return [
    correlation(f0, level),
    correlation(tilt, level),
    correlation(f0, tilt),
    correlation(breath, level),
    correlation(clear, level),
    correlation(clear, f0),
  ]
}
