import { decodeRecordings, readLabels, type Recording } from '../corpus.ts'
import { loudLevel, frameLevels } from './label-speech.ts'

/** Voices that the detector never learns from, two women and two men of RAVDESS, one of each of EmoDB. */
const heldOut = ['ravdess-05', 'ravdess-06', 'ravdess-11', 'ravdess-12', 'emodb-08', 'emodb-15']

/** The recordings to learn voice activity from, and those of other speakers to measure it on. */
export function splitBySpeaker(folder: string): { learn: Recording[]; measure: Recording[] } {
  const all = readLabels(folder)
  return {
    learn: all.filter(({ speaker }) => !heldOut.includes(speaker)),
    measure: all.filter(({ speaker }) => heldOut.includes(speaker)),
  }
}

/** Samples of the recordings, in order. */
export async function readSamples(folder: string, recordings: readonly Recording[]): Promise<Float32Array[]> {
  const samples: Float32Array[] = []
  for await (const one of decodeRecordings(folder, recordings)) samples.push(one.samples)
  return samples
}

/** Cuts what is 30 dB under the loud level at both ends, and brings that level to −20 dB: a voice for babble. */
export function toVoice(samples: Float32Array): Float32Array {
  const levels = frameLevels(samples)
  const loud = loudLevel(levels)
  const first = levels.findIndex((level) => level > loud - 30)
  const last = levels.findLastIndex((level) => level > loud - 30)
  return samples.slice(first * 160, last * 160 + 640).map((x) => x * 10 ** ((-20 - loud) / 20))
}
