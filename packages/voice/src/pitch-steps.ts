import { column, frameColumns, type SpeechFrames } from './frame-layout.ts'

/** A step further than this between two frames of 10 ms is an octave error, not a voice. */
const widestStepSt = 4

/** Changes of F0 from one voiced frame to the next, semitones. */
export function pitchSteps({ values, count }: SpeechFrames): Float32Array {
  const steps = new Float32Array(count)
  let found = 0
  for (let row = 1; row < count; row++) {
    const here = row * frameColumns
    const before = here - frameColumns
    const areNeighbours = values[here + column.gapFrames] === 0
    if (!areNeighbours || values[here + column.isVoiced] === 0 || values[before + column.isVoiced] === 0)
      continue
    const step = values[here + column.f0St] - values[before + column.f0St]
    if (Math.abs(step) < widestStepSt) steps[found++] = step
  }
  return steps.subarray(0, found)
}
