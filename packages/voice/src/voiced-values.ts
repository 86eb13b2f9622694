import { column, frameColumns, type SpeechFrames } from './frame-layout.ts'

/** One column over the voiced frames. */
export function voicedValues({ values, count }: SpeechFrames, index: number): Float32Array {
  const found = new Float32Array(count)
  let voiced = 0
  for (let offset = 0; offset < count * frameColumns; offset += frameColumns)
    if (values[offset + column.isVoiced] > 0) found[voiced++] = values[offset + index]
  return found.subarray(0, voiced)
}
