import { framesPerS } from './audio.ts'
import { column, frameColumns, type SpeechFrames } from './frame-layout.ts'

export interface Rhythm {
  voicedShare: number
  /** Voiced stretches a second of speech: a stand-in for syllables. */
  voicedRunsPerS: number
  meanVoicedRunS: number
  voicedRunDeviationS: number
  longestVoicedRunS: number
  /** Pauses within the speech, as a share of its whole time. */
  pauseShare: number
  pausesPerS: number
  /** Maxima of the smoothed level a second of speech. */
  levelPeaksPerS: number
}

/** How speech is cut into voiced stretches and pauses. */
export function measureRhythm(frames: SpeechFrames): Rhythm {
  const runs = voicedRuns(frames)
  const { pauses, pauseFrames } = countPauses(frames)
  const voicedFrames = runs.reduce((sum, run) => sum + run, 0)
  const mean = voicedFrames / Math.max(1, runs.length)
  const variance = runs.reduce((sum, run) => sum + (run - mean) ** 2, 0) / Math.max(1, runs.length)
  const speechS = Math.max(1, frames.count) / framesPerS
  return {
    voicedShare: voicedFrames / Math.max(1, frames.count),
    voicedRunsPerS: runs.length / speechS,
    meanVoicedRunS: mean / framesPerS,
    voicedRunDeviationS: Math.sqrt(variance) / framesPerS,
    longestVoicedRunS: Math.max(0, ...runs) / framesPerS,
    pauseShare: pauseFrames / Math.max(1, pauseFrames + frames.count),
    pausesPerS: pauses / speechS,
    levelPeaksPerS: countLevelPeaks(frames) / speechS,
  }
}

/** Lengths of the voiced stretches, frames. */
function voicedRuns({ values, count }: SpeechFrames): number[] {
  const runs: number[] = []
  let run = 0
  for (let row = 0; row < count; row++) {
    const offset = row * frameColumns
    const continues = values[offset + column.isVoiced] > 0
    if (run > 0 && (!continues || values[offset + column.gapFrames] > 0)) runs.push(run)
    run = continues ? (values[offset + column.gapFrames] > 0 ? 1 : run + 1) : 0
  }
  if (run > 0) runs.push(run)
  return runs
}

function countPauses({ values, count }: SpeechFrames): { pauses: number; pauseFrames: number } {
  let pauses = 0
  let pauseFrames = 0
  for (let row = 1; row < count; row++) {
    const gap = values[row * frameColumns + column.gapFrames]
    pauseFrames += gap
    if (gap > 0) pauses++
  }
  return { pauses, pauseFrames }
}

/** Rises of the level by 3 dB that are followed by a fall of 3 dB. */
function countLevelPeaks({ values, count }: SpeechFrames): number {
  const hysteresisDb = 3
  let peaks = 0
  let extreme = count > 0 ? values[column.levelDb] : 0
  let isRising = false
  for (let row = 1; row < count; row++) {
    const level = values[row * frameColumns + column.levelDb]
    if (isRising ? level > extreme : level < extreme) extreme = level
    else if (Math.abs(level - extreme) > hysteresisDb) {
      if (isRising) peaks++
      isRising = !isRising
      extreme = level
    }
  }
  return peaks
}
