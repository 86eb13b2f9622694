import { frameColumns, type SpeechFrames } from './frame-layout.ts'
import { createSpeechFrontEnd } from './speech-front-end.ts'

/** All frames of speech in a recording of 16 kHz mono samples, found as the live classifier finds them. */
export function collectSpeech(samples: Int16Array): SpeechFrames {
  const rows: Float32Array[] = []
  createSpeechFrontEnd().push(samples, ({ speech }) => rows.push(...speech.map((row) => row.slice())))
  const values = new Float32Array(rows.length * frameColumns)
  rows.forEach((row, index) => values.set(row, index * frameColumns))
  return { values, count: rows.length }
}
