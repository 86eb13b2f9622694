import { openSync, writeFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { toInt16 } from '../../cli/to-pcm.ts'
import { createActivityFeatures } from '../../src/activity-features.ts'
import { sampleRateHz } from '../../src/audio.ts'
import { createBlockReader } from '../../src/block-reader.ts'
import { createFrameAnalyser } from '../../src/frame-analyser.ts'
import { frameColumns } from '../../src/frame-layout.ts'
import { speechFolder } from '../corpus.ts'
import { createRandom, type Random } from '../random.ts'
import { changeSpeed } from '../tempo.ts'
import { readSamples, splitBySpeaker, toVoice } from './activity-split.ts'
import { backgroundKinds, makeBackground, type BackgroundKind } from './make-background.ts'
import { inRoom, throughChannel } from './microphone.ts'
import { makeSpeechStream, mixAt, type SpeechStream } from './speech-stream.ts'
import { makeBeeps } from './make-beeps.ts'
import { whisper } from './whisper.ts'

/**
 * Writes what the detector learns from into the folder given first: `features.f32`, `labels.u8` and `streams.json`, the
 * background and the number of frames of each stream. Streams of speech in many backgrounds, and of backgrounds alone.
 */
const [out, rounds = '2'] = process.argv.slice(2)
const recordingsPerStream = 8
const aloneKinds = [
  ...backgroundKinds.filter((kind) => kind !== 'babble'),
  'beeps',
  'silence',
  'music',
  'music',
  'music',
] as const

// What is most like speech takes most learning.
const mixedKinds = [...backgroundKinds, 'babble', 'babble', 'music'] as const

const folder = speechFolder(process.argv, process.env)
const samples = await readSamples(folder, splitBySpeaker(folder).learn)
const voices = samples.map(toVoice)
const features = openSync(join(out, 'features.f32'), 'w')
const labels = openSync(join(out, 'labels.u8'), 'w')
const streams: { background: string; frames: number }[] = []
const random = createRandom(42)

for (let round = 0; round < Number(rounds); round++) {
  const order = Int32Array.from(samples.keys())
  random.shuffle(order)
  for (let from = 0; from < order.length; from += recordingsPerStream) {
    const recordings = [...order.subarray(from, from + recordingsPerStream)].map((i) => samples[i])
    const stream = makeSpeechStream(
      recordings.map((one) => varied(one, random)),
      random,
    )
    const kind = mixedKinds[Math.floor(random.uniform() * mixedKinds.length)]
    write(kind, heard(stream, kind, random), stream.labels)
    if (random.chance(0.33)) writeAlone(aloneKinds[streams.length % aloneKinds.length])
  }
  process.stderr.write(
    `round ${round + 1}: ${streams.reduce((sum, { frames }) => sum + frames, 0) / 100} s\n`,
  )
}
writeFileSync(join(out, 'streams.json'), JSON.stringify(streams))

function varied(recording: Float32Array, random: Random): Float32Array {
  const paced = random.chance(0.6) ? changeSpeed(recording, random.between(0.85, 1.18)) : recording
  return random.chance(0.12) ? whisper(paced, random.between(0.4, 1), random) : paced
}

/** A stream as some microphone would hear it: in a room, over a background, at some level. */
function heard(stream: SpeechStream, kind: BackgroundKind, random: Random): Int16Array {
  const dry = stream.samples
  const said = { ...stream, samples: random.chance(0.4) ? inRoom(dry, random) : dry }
  let sound = said.samples
  if (random.chance(0.9)) sound = mixAt(said, background(kind, dry.length, random), random.between(-2, 25))
  if (random.chance(0.1))
    sound = mixAt({ ...said, samples: sound }, background('pink', dry.length, random), 20)
  sound = throughChannel(sound, random)
  if (random.chance(0.2))
    gate(sound, stream.labels, random.chance(0.5) ? 0 : 10 ** (random.between(-40, -10) / 20))
  // A microphone that opens has digital silence or nothing before.
  if (random.chance(0.3)) sound.fill(0, 0, Math.round(random.between(0.1, 1.5) * sampleRateHz))
  return atPeak(sound, random.between(-50, 3))
}

/** What calls and browsers do to pauses: turned down, often to nothing, a moment after the speech. */
function gate(sound: Float32Array, labels: Uint8Array, share: number): void {
  const hold = Math.round(random.between(0.03, 0.3) * sampleRateHz)
  let gain = 1
  for (let i = 0, speechEnd = -Infinity; i < sound.length; i++) {
    if (labels[Math.min(labels.length - 1, Math.floor(Math.max(0, i - 240) / 160))] === 1) speechEnd = i
    gain += ((i - speechEnd <= hold ? 1 : share) - gain) * 0.01
    sound[i] *= gain
  }
}

function background(kind: BackgroundKind, length: number, random: Random): Float32Array {
  const sound = makeBackground(kind, length, random, voices)
  // Most are there from the start; some begin in the middle.
  if (random.chance(0.2)) sound.fill(0, 0, Math.floor(random.uniform() * 0.5 * length))
  return sound
}

function writeAlone(kind: (typeof aloneKinds)[number]): void {
  const length = Math.round(random.between(20, 50) * sampleRateHz)
  const sound = alone(kind, length)
  if (random.chance(0.3)) sound.fill(0, 0, Math.round(random.between(0.3, 5) * sampleRateHz))
  const pcm = atPeak(
    throughChannel(random.chance(0.3) ? inRoom(sound, random) : sound, random),
    kind === 'silence' ? -90 : random.between(-60, 3),
  )
  write(kind, pcm, new Uint8Array(Math.floor((length - 640) / 160) + 1))
}

function alone(kind: (typeof aloneKinds)[number], length: number): Float32Array {
  if (kind === 'beeps') return makeBeeps(length, random)
  if (kind !== 'silence') return makeBackground(kind, length, random, voices)
  // Nothing at all, or the last bits of a converter that flicker now and then.
  const flicker = random.chance(0.5) ? random.between(0, 0.2) : 0
  return Float32Array.from({ length }, () => (random.chance(flicker) ? (random.chance(0.5) ? 1 : -1) : 0))
}

function atPeak(sound: Float32Array, peakDb: number): Int16Array {
  const peak = sound.reduce((max, x) => Math.max(max, Math.abs(x)), 1e-9)
  return toInt16(sound.map((x) => (x * 10 ** (peakDb / 20)) / peak))
}

function write(background: string, sound: Int16Array, truth: Uint8Array): void {
  const analyser = createFrameAnalyser()
  const measure = createActivityFeatures()
  const row = new Float32Array(frameColumns)
  const rows: Float32Array[] = []
  createBlockReader().read(sound, (block) => {
    analyser.analyse(block, row)
    rows.push(measure(row).slice())
  })
  if (rows.length !== truth.length) throw new Error(`${rows.length} frames, ${truth.length} labels`)
  for (const one of rows) writeSync(features, one)
  writeSync(labels, truth)
  streams.push({ background, frames: rows.length })
}
