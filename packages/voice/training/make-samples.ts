import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { encodeWav } from '../cli/encode-wav.ts'
import { toInt16 } from '../cli/to-pcm.ts'
import { sampleRateHz } from '../src/audio.ts'
import { createVoiceClassifier } from '../src/voice-classifier.ts'
import type { VoiceUpdate } from '../src/index.ts'
import { decodeRecordings, readLabels, speechFolder } from './corpus.ts'
import { sampleClip } from './sample-clip.ts'

/**
 * `make-samples [--speech DIR]` makes the sample clips of the web app, and says what the live classifier hears in them.
 * Three voices of EmoDB, a few seconds of each, in recordings that aren't cut: a man who is even, then weary; a woman who
 * is even, then more and more tense; another who brightens. EmoDB is freely published (F. Burkhardt, A. Paeschke, M. Rolfes,
 * W. Sendlmeier, B. Weiss: A Database of German Emotional Speech, Interspeech 2005).
 */
const clips = {
  calm: ['11a01Nd', '11a04Nd', '11a02Ld'],
  tense: ['14a07Na', '14a04Wb', '14a02Wa'],
  cheerful: ['08a01Na', '08a07Fd', '08a04Ff'],
}

/** Long enough that the next utterance is judged by itself. */
const pauseS = 0.7

const folder = speechFolder(process.argv, process.env)
const labels = readLabels(folder)
const out = join(import.meta.dirname, '../../../apps/web/public/samples')

mkdirSync(out, { recursive: true })
for (const [name, utterances] of Object.entries(clips)) {
  const sound = toInt16(sampleClip(await read(utterances), pauseS))
  writeFileSync(join(out, `${name}.wav`), encodeWav(sound))
  process.stderr.write(`${name}, ${(sound.length / sampleRateHz).toFixed(1)} s\n`)
  for (const update of createVoiceClassifier().push(sound)) process.stderr.write(lineOf(update))
}

async function read(names: readonly string[]): Promise<Float32Array[]> {
  const recordings = names.flatMap((name) => labels.filter(({ path }) => path === `emodb/${name}.flac`))
  const utterances: Float32Array[] = []
  for await (const { samples } of decodeRecordings(folder, recordings)) utterances.push(samples)
  return utterances
}

function lineOf(update: VoiceUpdate): string {
  if (update.type === 'state') return `  ${update.state}\n`
  const { endSample, affect, confidence } = update.frame
  return `  ${(endSample / sampleRateHz).toFixed(2)} s: ${affect} ${confidence.toFixed(2)}\n`
}
