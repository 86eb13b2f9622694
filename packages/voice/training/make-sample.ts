import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { encodeWav } from '../cli/encode-wav.ts'
import { toInt16 } from '../cli/to-pcm.ts'
import { sampleRateHz } from '../src/audio.ts'
import { createVoiceClassifier } from '../src/voice-classifier.ts'
import { decodeRecordings, readLabels, speechFolder } from './corpus.ts'

/**
 * Makes the sample conversation of the web app, and says what the live classifier hears in it. One EmoDB speaker, plain,
 * then upset, then low. EmoDB is freely published (Burkhardt et al., Interspeech 2005).
 */
const utterances = ['14a05Na', '14a02Wa', '14a02Wc', '14b02Tc']

/** Long enough that the next utterance is judged by itself. */
const pauseS = 0.85
const fadeS = 0.03

const folder = speechFolder(process.argv, process.env)
const out = join(import.meta.dirname, '../../../apps/web/public/samples/conversation.wav')
const sound = toInt16(Float32Array.from(await conversation()))

mkdirSync(dirname(out), { recursive: true })
writeFileSync(out, encodeWav(sound))
for (const update of createVoiceClassifier().push(sound))
  process.stderr.write(update.type === 'frame' ? frameLine(update.frame) : `${update.state}\n`)

async function conversation(): Promise<number[]> {
  const recordings = utterances.flatMap((name) =>
    readLabels(folder).filter(({ path }) => path === `emodb/${name}.flac`),
  )
  const samples: number[] = silence(0.4)
  for await (const { samples: utterance } of decodeRecordings(folder, recordings))
    samples.push(...faded(trimmed(utterance)), ...silence(pauseS))
  return samples
}

/** Cuts off what is 40 dB and more under the peak at both ends. */
function trimmed(samples: Float32Array): Float32Array {
  const least = samples.reduce((max, sample) => Math.max(max, Math.abs(sample)), 0) / 100
  const isLoud = (sample: number) => Math.abs(sample) > least
  return samples.subarray(samples.findIndex(isLoud), samples.findLastIndex(isLoud) + 1)
}

function faded(samples: Float32Array): Float32Array {
  const length = fadeS * sampleRateHz
  return samples.map((sample, i) => sample * Math.min(1, i / length, (samples.length - 1 - i) / length))
}

function silence(seconds: number): number[] {
  return new Array<number>(Math.round(seconds * sampleRateHz)).fill(0)
}

function frameLine(frame: { endSample: number; affect: string; confidence: number }): string {
  return `${(frame.endSample / sampleRateHz).toFixed(2)} s: ${frame.affect} ${frame.confidence.toFixed(2)}\n`
}
