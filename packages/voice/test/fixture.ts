import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createAudioReader } from '../cli/decode-audio.ts'

const fixturePath = join(import.meta.dirname, 'fixtures/angry-german.flac')

/** 2 s of a man, angry, in German (EmoDB 03a01Wa), 16 kHz, −1…1. */
export async function readFixture(): Promise<Float32Array> {
  const reader = createAudioReader()
  const { channels } = await reader.decode(readFileSync(fixturePath))
  reader.close()
  return channels[0]
}
