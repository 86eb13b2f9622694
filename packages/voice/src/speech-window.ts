import { frameColumns, type SpeechFrames } from './frame-layout.ts'

/** The first judgement comes after 1.1 s of speech: with less the model is clearly worse, with more the screen waits. */
export const firstWindowFrames = 110

/** Later ones look at the last 3 s of speech. */
export const windowFrames = 300

/** A judgement each 500 ms while someone speaks. */
export const windowStepFrames = 50

/** Windows over `frames`, each `length` frames long and half of it after the one before, the last one at the end. */
export function windowsOver(frames: SpeechFrames, length: number): SpeechFrames[] {
  const windows: SpeechFrames[] = []
  const last = Math.max(0, frames.count - length)
  const steps = Math.ceil(last / (length / 2))
  for (let step = 0; step <= steps; step++) {
    const from = Math.round(steps > 0 ? (last * step) / steps : 0)
    windows.push(sliceFrames(frames, from, Math.min(frames.count, from + length)))
  }
  return windows
}

export function sliceFrames({ values }: SpeechFrames, from: number, to: number): SpeechFrames {
  return { values: values.subarray(from * frameColumns, to * frameColumns), count: to - from }
}
