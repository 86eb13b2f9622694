import { createBlockReader } from './block-reader.ts'
import { createFrameAnalyser } from './frame-analyser.ts'
import { column, frameColumns } from './frame-layout.ts'
import { detectorDelayFrames } from './speech-detector.ts'
import { createVoiceActivity, lookBackFrames } from './voice-activity.ts'

export interface FrontEndStep {
  /** End of the frame, samples from the start of the stream. */
  endSample: number
  /** Frames that turned out to be speech with this one, oldest first; often none or one. Copy what must stay. */
  speech: readonly Float32Array[]
  /** Which frame of the stream the first of `speech` is. */
  firstSpeechFrame: number
}

export interface SpeechFrontEnd {
  /** Calls `onStep` each 10 ms of `samples`, whatever the length of the chunks. */
  push(samples: Int16Array, onStep: (step: FrontEndStep) => void): void
}

/** Longest gap that is told apart, frames. */
const longestGapFrames = 100

/** Samples in, frames of speech out: blocks, measures and voice activity, each computed once. */
export function createSpeechFrontEnd(): SpeechFrontEnd {
  const reader = createBlockReader()
  const analyser = createFrameAnalyser()
  const activity = createVoiceActivity()
  const recent = Array.from({ length: lookBackFrames + 1 }, () => new Float32Array(frameColumns))
  let frame = -1
  let lastSpeechFrame = -1

  function push(samples: Int16Array, onStep: (step: FrontEndStep) => void): void {
    reader.read(samples, (block, endSample) => {
      const speech = step(block)
      onStep({ endSample, speech, firstSpeechFrame: frame - detectorDelayFrames - speech.length + 1 })
    })
  }

  function step(block: Float32Array): readonly Float32Array[] {
    frame++
    const row = rowAt(frame)
    const pitch = analyser.analyse(block, row)
    const { claimed, isVoiced } = activity.step(row, pitch)
    row[column.isVoiced] = isVoiced ? 1 : 0
    const first = frame - detectorDelayFrames - claimed + 1
    return Array.from({ length: claimed }, (_, i) => markGap(first + i))
  }

  function markGap(speechFrame: number): Float32Array {
    const row = rowAt(speechFrame)
    row[column.gapFrames] = Math.min(longestGapFrames, speechFrame - lastSpeechFrame - 1)
    lastSpeechFrame = speechFrame
    return row
  }

  function rowAt(index: number): Float32Array {
    return recent[index % recent.length]
  }

  return { push }
}
