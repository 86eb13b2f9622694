import { column, frameColumns, type SpeechFrames } from './frame-layout.ts'
import { percentiles } from './percentiles.ts'

/** A stretch of speech, column by column. What it gives are views: don't write to them. */
export interface Columns {
  /** One column over all frames. */
  all(index: number): Float32Array
  /** One column over the voiced frames; the mel bands aside. */
  voiced(index: number): Float32Array
  /** Mean over the louder half of the voiced frames: the stressed syllables. */
  stressedMean(index: number): number
}

/** Lays the frames out by column once, since every column is walked many times. */
export function createColumns(frames: SpeechFrames): Columns {
  const rows = voicedRows(frames)
  const everything = transpose(frames)
  const voicedPart = pick(everything, frames.count, rows)
  const all = (index: number) => everything.subarray(index * frames.count, (index + 1) * frames.count)
  const voiced = (index: number) => voicedPart.subarray(index * rows.length, (index + 1) * rows.length)
  const levels = voiced(column.levelDb)
  const [middle] = percentiles(levels, [0.5])

  function stressedMean(index: number): number {
    const values = voiced(index)
    let sum = 0
    let stressed = 0
    for (let i = 0; i < values.length; i++) {
      if (levels[i] < middle) continue
      sum += values[i]
      stressed++
    }
    return sum / Math.max(1, stressed)
  }

  return { all, voiced, stressedMean }
}

function voicedRows({ values, count }: SpeechFrames): Int32Array {
  const rows = new Int32Array(count)
  let found = 0
  for (let row = 0; row < count; row++)
    if (values[row * frameColumns + column.isVoiced] > 0) rows[found++] = row
  return rows.subarray(0, found)
}

/** Row by row: the rows are read in order, and each column's end stays in the cache. */
function transpose({ values, count }: SpeechFrames): Float32Array {
  const turned = new Float32Array(count * frameColumns)
  for (let row = 0; row < count; row++) {
    const from = row * frameColumns
    for (let index = 0; index < frameColumns; index++) turned[index * count + row] = values[from + index]
  }
  return turned
}

/** Only `rows` of each column before the mel bands. */
function pick(turned: Float32Array, count: number, rows: Int32Array): Float32Array {
  const picked = new Float32Array(rows.length * column.firstMel)
  for (let index = 0; index < column.firstMel; index++) {
    const from = index * count
    const to = index * rows.length
    for (let i = 0; i < rows.length; i++) picked[to + i] = turned[from + rows[i]]
  }
  return picked
}
