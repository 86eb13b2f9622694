import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { createRecordingClassifier } from '../src/recording-classifier.ts'
import { loadShippedModel } from '../src/shipped-models.ts'
import { createAudioReader } from './decode-audio.ts'
import { readOptions, usage, type Options } from './options.ts'
import { resultLine } from './result-line.ts'
import { createTimeline } from './timeline.ts'
import { toPcm } from './to-pcm.ts'

/**
 * `classify [--same-speaker] [--timeline] FILE…`: one JSON line a file on stdout, with a timeline one each half second of
 * it before. Exit status 0; 1 where a file failed; 2 where the command makes no sense.
 */
const options = readOptions(process.argv.slice(2))
// pnpm runs scripts in the package's folder and says here where the person stood.
const startedIn = process.env.INIT_CWD ?? process.cwd()

if ('error' in options) {
  process.stderr.write(`${options.error}${usage}\n`)
  process.exitCode = 2
} else {
  process.exitCode = await classifyAll(options)
}

async function classifyAll({ files, sameSpeaker, timeline, modelName }: Options): Promise<number> {
  const model = loadShippedModel(modelName)
  const reader = createAudioReader()
  const classifier = createRecordingClassifier({ model, sameSpeaker })
  const heard = createTimeline({ model, sameSpeaker })
  let failures = 0
  for (const file of files) {
    const line = await resultLine(file, async () => {
      const pcm = toPcm(await reader.decode(await readFile(resolve(startedIn, file))))
      if (timeline) for (const moment of heard.follow(pcm)) print({ file, ...moment })
      return classifier.classify(pcm)
    })
    if ('error' in line) failures++
    print(line)
  }
  reader.close()
  return failures > 0 ? 1 : 0
}

function print(line: object): void {
  process.stdout.write(`${JSON.stringify(line)}\n`)
}
