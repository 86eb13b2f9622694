import { column, frameColumns, type SpeechFrames } from './frame-layout.ts'
import { plainRows } from './plain-rows.ts'
import type { Rows, Table } from './rows.ts'
import { vectors } from './vectors.ts'

/** Statistics of one column; all of them 0 where there are no frames. */
export interface ColumnStatistics {
  mean: number
  deviation: number
  /** Mean size of the step from one value to the next. */
  meanStep: number
  /** Of the slope at each place, by regression over five frames, per frame. */
  meanSlope: number
  rootMeanSquareSlope: number
  /** Slope of the least-squares line through the values, per frame. */
  trend: number
}

/** A stretch of speech, column by column. */
export interface Columns {
  /** Over all frames. */
  ofAll(index: number): ColumnStatistics
  /** Over the voiced frames; the mel bands aside. */
  ofVoiced(index: number): ColumnStatistics
  /** Mean over the louder half of the voiced frames: the stressed syllables. */
  stressedMean(index: number): number
  /** The value that a share of the voiced frames lies below, by linear interpolation between the two nearest. */
  voicedPercentile(index: number, share: number): number
  /** The values themselves. */
  all(index: number): Float32Array
  voiced(index: number): Float32Array
}

/** Longer stretches are rare, and walked without WebAssembly. */
const mostFrames = 448

/** Columns of all frames, and those before the mel bands, each up to a multiple of 4. */
const allWidth = 4 * Math.ceil(frameColumns / 4)
const voicedWidth = 4 * Math.ceil(column.firstMel / 4)

/** Lays the frames out once and walks many columns together. What it made before mustn't be asked any more. */
export function createColumns({ values, count }: SpeechFrames): Columns {
  const place =
    count <= mostFrames ? shared : placeFor(plainRows, (length) => new Float32Array(length), count)
  const { rows } = place
  place.all.set(values.subarray(0, count * frameColumns))
  const all = { values: place.all, stride: frameColumns, count }
  const voiced = tableOf(place.voiced, rows.gather(all, column.isVoiced, 0.5, place.voiced, voicedWidth))
  if (voiced.count > 0)
    for (let first = 0; first < voicedWidth; first += 4) rows.sort(voiced, first, sortedFrom(first))
  const middle = voicedPercentile(column.levelDb, 0.5)
  const stressed = tableOf(
    place.stressed,
    rows.gather(voiced, column.levelDb, middle, place.stressed, voicedWidth),
  )
  const ofAll = describe(rows, all, place.allStatistics, allWidth)
  const ofVoiced = describe(rows, voiced, place.voicedStatistics, voicedWidth)
  const ofStressed = describe(rows, stressed, place.stressedStatistics, voicedWidth)

  function sortedFrom(first: number): Float32Array {
    return place.sorted.subarray(first * place.frames)
  }

  function voicedPercentile(index: number, share: number): number {
    if (voiced.count === 0) return 0
    const at = (index & ~3) * place.frames + (index & 3)
    const rank = share * (voiced.count - 1)
    const below = Math.floor(rank)
    const low = place.sorted[at + 4 * below]
    const high = place.sorted[at + 4 * Math.min(below + 1, voiced.count - 1)]
    return low + (rank - below) * (high - low)
  }

  return {
    ofAll,
    ofVoiced,
    stressedMean: (index) => ofStressed(index).mean,
    voicedPercentile,
    all: (index) => columnOf(all, index),
    voiced: (index) => columnOf(voiced, index),
  }
}

/** Where `frames` frames and what is worked out of them have their place. */
function placeFor(rows: Rows, room: (length: number) => Float32Array, frames: number) {
  return {
    rows,
    frames,
    all: room(frames * frameColumns),
    voiced: room(frames * voicedWidth),
    stressed: room(frames * voicedWidth),
    sorted: room(frames * voicedWidth),
    allStatistics: room(statistics * allWidth),
    voicedStatistics: room(statistics * voicedWidth),
    stressedStatistics: room(statistics * voicedWidth),
  }
}

/** Two of spread and four of movement. */
const statistics = 6
const shared = placeFor(vectors, vectors.room, mostFrames)

function tableOf(values: Float32Array, count: number): Table {
  return { values, stride: voicedWidth, count }
}

function describe(
  rows: Rows,
  table: Table,
  out: Float32Array,
  width: number,
): (index: number) => ColumnStatistics {
  const { count } = table
  if (count === 0) return () => nothing
  rows.spread(table, out, width)
  rows.move(table, out.subarray(2 * width), width)
  const trendSquares = (count * (count ** 2 - 1)) / 12
  return (index) => ({
    mean: out[index],
    deviation: out[width + index],
    meanStep: out[2 * width + index] / Math.max(1, count - 1),
    meanSlope: out[3 * width + index] / (10 * count),
    rootMeanSquareSlope: Math.sqrt(out[4 * width + index] / count) / 10,
    trend: trendSquares > 0 ? out[5 * width + index] / trendSquares : 0,
  })
}

const nothing: ColumnStatistics = {
  ...{ mean: 0, deviation: 0, meanStep: 0 },
  ...{ meanSlope: 0, rootMeanSquareSlope: 0, trend: 0 },
}

function columnOf({ values, stride, count }: Table, index: number): Float32Array {
  const column = new Float32Array(count)
  for (let row = 0; row < count; row++) column[row] = values[row * stride + index]
  return column
}
