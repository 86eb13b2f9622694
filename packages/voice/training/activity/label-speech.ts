import { blockSamples, levelDb, spectrumSamples } from '../../src/audio.ts'
import { createBlockReader } from '../../src/block-reader.ts'
import { toInt16 } from '../../cli/to-pcm.ts'

/** A frame of a clean recording is speech where its level is so near the recording's loud level, its 95th percentile. */
export const underLoudDb = 35

/** Gaps shorter than this, the closures of stops among them, belong to the speech around them; frames of 10 ms. */
const longestGapFrames = 15

/** What stays alone for less is a click of the lips. */
const shortestSpeechFrames = 5

/** Levels of the frames of `samples`, dB, as the front end measures them. */
export function frameLevels(samples: Float32Array): Float32Array {
  const levels: number[] = []
  const from = (blockSamples - spectrumSamples) / 2
  createBlockReader().read(toInt16(samples), (block) => {
    let squares = 0
    for (let i = from; i < from + spectrumSamples; i++) squares += block[i] * block[i]
    levels.push(levelDb(squares / spectrumSamples))
  })
  return Float32Array.from(levels)
}

/** The level that 5 % of the frames exceed. */
export function loudLevel(levels: Float32Array): number {
  return levels.toSorted()[Math.floor(0.95 * (levels.length - 1))]
}

/** 1 for each frame that is speech by its level alone, 0 for the others: gaps filled, then lone bursts dropped. */
export function labelSpeech(isLoud: (frame: number) => boolean, frames: number): Uint8Array {
  const labels = Uint8Array.from({ length: frames }, (_, frame) => (isLoud(frame) ? 1 : 0))
  turnRuns(labels, 0, longestGapFrames)
  turnRuns(labels, 1, shortestSpeechFrames)
  return labels
}

/** Turns each run of `value` shorter than `shortest` into the other value, the first and the last run aside. */
function turnRuns(labels: Uint8Array, value: 0 | 1, shortest: number): void {
  let from = 0
  for (let i = 1; i <= labels.length; i++) {
    if (i < labels.length && labels[i] === labels[from]) continue
    const isInside = from > 0 && i < labels.length
    if (isInside && labels[from] === value && i - from < shortest) labels.fill(1 - value, from, i)
    from = i
  }
}
