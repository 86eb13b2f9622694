import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { classifyRecording } from '../src/classify-recording.ts'
import { loadDefaultModel } from '../src/default-model.ts'
import { createAudioReader } from './decode-audio.ts'
import { resultLine } from './result-line.ts'
import { toPcm } from './to-pcm.ts'

/** `classify a.wav b.flac …`: one JSON line a file on stdout. Exit status 0; 1 where a file failed; 2 without files. */
const files = process.argv.slice(2).filter((argument) => argument !== '--')
// pnpm runs scripts in the package's folder and says here where the person stood.
const startedIn = process.env.INIT_CWD ?? process.cwd()

if (files.length === 0) {
  process.stderr.write(
    'Usage: pnpm --filter @undertone/voice classify FILE… (WAV or FLAC); prints a JSON line a file.\n',
  )
  process.exitCode = 2
} else {
  process.exitCode = await classifyAll()
}

async function classifyAll(): Promise<number> {
  const model = loadDefaultModel()
  const reader = createAudioReader()
  let failures = 0
  for (const file of files) {
    const line = await resultLine(file, async () => {
      const audio = await reader.decode(await readFile(resolve(startedIn, file)))
      return classifyRecording(toPcm(audio), { model })
    })
    if ('error' in line) failures++
    process.stdout.write(`${JSON.stringify(line)}\n`)
  }
  reader.close()
  return failures > 0 ? 1 : 0
}
