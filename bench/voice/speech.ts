import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { toPcm } from '../../packages/voice/cli/to-pcm.ts'
import { readFixture } from '../../packages/voice/test/fixture.ts'
import { decodeRecordings, readLabels } from '../../packages/voice/training/corpus.ts'

const folder = process.env['SPEECH_DIR'] ?? fileURLToPath(new URL('../../../shared/speech', import.meta.url))

/** One angry recording of two seconds over and over: somebody who speaks without a pause, 16 kHz. */
export async function steadySpeech(seconds: number): Promise<Int16Array<ArrayBuffer>> {
  return repeated(toPcm({ channels: [await readFixture()], sampleRateHz: 16_000 }), seconds)
}

/** Recordings from all over both corpora, one after the other, with the silence that they have; null where they aren't to be had. */
export async function mixedSpeech(seconds: number): Promise<Int16Array<ArrayBuffer> | null> {
  if (!existsSync(`${folder}/labels.csv`)) return null
  const all = readLabels(folder)
  // They last 2 to 4 s each.
  const apart = Math.max(1, Math.floor((all.length * 3) / seconds))
  const parts: Int16Array[] = []
  for await (const { samples } of decodeRecordings(
    folder,
    all.filter((_, at) => at % apart === 0),
  ))
    parts.push(toPcm({ channels: [samples], sampleRateHz: 16_000 }))
  const joined = new Int16Array(parts.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const part of parts) {
    joined.set(part, at)
    at += part.length
  }
  return repeated(joined, seconds)
}

function repeated(samples: Int16Array, seconds: number): Int16Array<ArrayBuffer> {
  return Int16Array.from({ length: seconds * 16_000 }, (_, at) => samples[at % samples.length] ?? 0)
}
