import { sampleRateHz } from '../../src/audio.ts'
import { coloured } from '../noise.ts'
import type { Random } from '../random.ts'
import { frameLevels, labelSpeech, loudLevel, underLoudDb } from './label-speech.ts'

/** Speech with pauses, before any background. */
export interface SpeechStream {
  samples: Float32Array
  /** 1 where a frame of 10 ms is speech. */
  labels: Uint8Array
  /** Mean square of the samples of frames that are speech. */
  speechPower: number
}

/** Level that loud frames of each recording are brought to, dB under full scale, give or take some. */
const loudDb = -20
const spreadDb = 4

/** What a quiet room leaves in the pauses, under the speech. */
const roomDb = -78

const fadeSamples = 0.01 * sampleRateHz

/** Joins recordings with pauses of 0.3–2.5 s of room tone, each brought to about the same level, labels from the clean sound. */
export function makeSpeechStream(recordings: readonly Float32Array[], random: Random): SpeechStream {
  const parts: { at: number; samples: Float32Array; leastDb: number }[] = []
  let at = pause()
  for (const recording of recordings) {
    const ownDb = loudLevel(frameLevels(recording))
    const wantedDb = loudDb + random.between(-spreadDb, spreadDb)
    parts.push({ at, samples: levelled(recording, wantedDb - ownDb), leastDb: wantedDb - underLoudDb })
    at += recording.length + pause()
  }
  const samples = new Float32Array(at)
  for (const part of parts) samples.set(part.samples, part.at)
  const levels = frameLevels(samples)
  const labels = labelSpeech(isLoud, levels.length)
  const speechPower = meanPower(levels, labels)
  const room = coloured('pink', at, random)
  return { samples: samples.map((x, i) => x + 10 ** (roomDb / 20) * room[i]), labels, speechPower }

  function pause(): number {
    return Math.round(random.between(0.3, 2.5) * sampleRateHz)
  }

  function isLoud(frame: number): boolean {
    const middle = 160 * frame + 320
    const part = parts.findLast((one) => one.at <= middle)
    return part !== undefined && levels[frame] > part.leastDb
  }
}

/** Adds `background`, of unit RMS, so that speech has `snrDb` over it. */
export function mixAt(stream: SpeechStream, background: Float32Array, snrDb: number): Float32Array {
  const gain = Math.sqrt(stream.speechPower) * 10 ** (-snrDb / 20)
  return stream.samples.map((x, i) => x + gain * background[i])
}

function levelled(samples: Float32Array, gainDb: number): Float32Array {
  const gain = 10 ** (gainDb / 20)
  return samples.map(
    (x, i) => x * gain * Math.min(1, i / fadeSamples, (samples.length - 1 - i) / fadeSamples),
  )
}

function meanPower(levels: Float32Array, labels: Uint8Array): number {
  let sum = 0
  let count = 1e-9
  for (let frame = 0; frame < levels.length; frame++) {
    if (labels[frame] === 0) continue
    sum += 10 ** (levels[frame] / 10)
    count++
  }
  return sum / count
}
