import { frameColumns, type SpeechFrames } from './frame-layout.ts'

/** The first judgement comes after 1.1 s of speech: with less the model is clearly worse, with more the screen waits. */
export const firstWindowFrames = 110

/** Later ones look at the last 2 s of speech. */
export const windowFrames = 200

/** A judgement each 500 ms while someone speaks. */
export const windowStepFrames = 50

/** The windows that the live classifier judges while `frames` are heard. None where they are too short. */
export function liveWindows(frames: SpeechFrames): SpeechFrames[] {
  const windows: SpeechFrames[] = []
  for (let end = firstWindowFrames; end <= frames.count; end += windowStepFrames)
    windows.push(sliceFrames(frames, Math.max(0, end - windowFrames), end))
  return windows
}

function sliceFrames({ values }: SpeechFrames, from: number, to: number): SpeechFrames {
  return { values: values.subarray(from * frameColumns, to * frameColumns), count: to - from }
}
