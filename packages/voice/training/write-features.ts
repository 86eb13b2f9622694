import { mkdirSync, openSync, writeFileSync, writeSync, closeSync } from 'node:fs'
import { join } from 'node:path'
import { toInt16 } from '../cli/to-pcm.ts'
import { collectSpeech } from '../src/collect-speech.ts'
import { frameColumns } from '../src/frame-layout.ts'
import { computeFunctionals } from '../src/functionals.ts'
import { sliceFrames } from '../src/speech-window.ts'
import { backgroundKinds, makeBackground } from './activity/make-background.ts'
import { drawConditions, underConditions } from './conditions.ts'
import { throughOpus } from './opus.ts'
import { underTest, type TestCondition } from './test-conditions.ts'
import { loudRms } from './loudness.ts'
import type { Utterance } from './utterance.ts'
import { createRandom, type Random } from './random.ts'

export interface WriteFeaturesOptions {
  utterances: readonly Utterance[]
  /** Where to write: `copy-N.json`, `copy-N.functionals.f32` and `copy-N.frames.f32`. */
  folder: string
  /** Copy 0 is as recorded; each other number puts every speaker under conditions of their own; a name is a test's. */
  copy: number | TestCondition
  seed: number
}

/** A stretch of a recording to learn from: frames `from` up to `to` of its speech. */
export interface Part {
  recording: number
  from: number
  to: number
}

/** Longer speech isn't learnt from as a whole. */
const longestWholeFrames = 400
const shortestFrames = 20

/** Beside the whole: windows as in live use, and as short as they can be; a new one each half second. */
const windowLengths = [300, 150]
const stepFrames = 50

/** Measures every utterance under the conditions of `copy`, and writes what there is to learn from. */
export function writeFeatures({ utterances, folder, copy, seed }: WriteFeaturesOptions): void {
  mkdirSync(folder, { recursive: true })
  const sounds = soundsOf(utterances, copy, seed)
  const frames = openSync(join(folder, `copy-${copy}.frames.f32`), 'w')
  const functionals = openSync(join(folder, `copy-${copy}.functionals.f32`), 'w')
  const counts: number[] = []
  const parts: Part[] = []
  sounds.forEach((sound, recording) => {
    const speech = collectSpeech(toInt16(sound))
    counts.push(speech.count)
    writeSync(frames, bytesOf(speech.values))
    for (const { from, to } of partsOf(speech.count)) {
      const part = sliceFrames(speech, from, to)
      writeSync(functionals, bytesOf(computeFunctionals(part)))
      parts.push({ recording, from, to })
    }
  })
  closeSync(frames)
  closeSync(functionals)
  writeFileSync(join(folder, `copy-${copy}.json`), JSON.stringify({ frameColumns, counts, parts }))
}

function soundsOf(
  utterances: readonly Utterance[],
  copy: number | TestCondition,
  seed: number,
): Float32Array[] {
  if (copy === 0) return utterances.map(({ samples }) => samples)
  return typeof copy === 'number' ? altered(utterances, copy, seed) : underTest(utterances, copy, seed)
}

/** The whole of a short recording, and its windows. */
function partsOf(count: number): { from: number; to: number }[] {
  if (count < shortestFrames) return []
  const windows = windowLengths
    .filter((length) => count > length)
    .flatMap((length) => windowsOf(count, length))
  return [{ from: 0, to: Math.min(count, longestWholeFrames) }, ...windows]
}

function windowsOf(count: number, length: number): { from: number; to: number }[] {
  const steps = Math.floor((count - length) / stepFrames)
  return Array.from({ length: steps + 1 }, (_, i) => ({ from: i * stepFrames, to: i * stepFrames + length }))
}

/** All utterances of a speaker under the same conditions, drawn anew for each speaker and copy. */
function altered(utterances: readonly Utterance[], copy: number, seed: number): Float32Array[] {
  const sounds = utterances.map(({ samples }) => samples)
  const speakers = [...new Set(utterances.map(({ recording }) => recording.speaker))]
  speakers.forEach((speaker, index) => {
    const random = createRandom(seed + 100_003 * copy + 7919 * index)
    const own = utterances.flatMap(({ recording }, i) => (recording.speaker === speaker ? [i] : []))
    const others = utterances.flatMap(({ recording, samples }) =>
      recording.speaker === speaker ? [] : [samples],
    )
    const conditions = drawConditions(
      {
        speechRms: loudRms(own.map((i) => utterances[i].samples)),
        drawNoise: drawNoise(others),
        isHarder: copy >= firstHarderCopy,
      },
      random,
    )
    const heard = own.map((i) => underConditions(utterances[i].samples, conditions, random))
    const coded = conditions.opusKbitPerS > 0 ? throughOpus(heard, conditions.opusKbitPerS) : heard
    own.forEach((i, at) => (sounds[i] = coded[at]))
  })
  return sounds
}

/** From this one on, copies are under harder conditions. Encoders learn from those before it: `ENCODER_COPIES` of model/learn.py. */
const firstHarderCopy = 8

const noiseSamples = 12 * 16_000

function drawNoise(others: readonly Float32Array[]): (random: Random) => Float32Array {
  return (random) => {
    const kind = backgroundKinds[Math.floor(random.uniform() * backgroundKinds.length)]
    return makeBackground(kind, noiseSamples, random, others)
  }
}

function bytesOf(values: Float32Array): Uint8Array {
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength)
}
