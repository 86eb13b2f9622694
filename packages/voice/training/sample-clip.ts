import { sampleRateHz } from '../src/audio.ts'
import { coloured } from './noise.ts'
import { createRandom } from './random.ts'

/** What is heard before the first utterance and after the last. */
const edgeS = 0.5
/** Room that is kept around an utterance: a last consonant is soft. */
const marginS = 0.06
const fadeS = 0.03
const frameSamples = 0.02 * sampleRateHz

/**
 * Joins utterances of one voice with pauses of `pauseS` in which the room goes on, at about the level of the recordings' own
 * noise. Their loudness against each other stays as it was recorded.
 */
export function sampleClip(utterances: readonly Float32Array[], pauseS: number): Float32Array {
  const parts = utterances.map((utterance) => faded(trimmed(utterance)))
  const gaps = (parts.length - 1) * pauseS + 2 * edgeS
  const length = Math.round(gaps * sampleRateHz) + parts.reduce((sum, part) => sum + part.length, 0)
  const floor = Math.min(...utterances.map(noiseFloor))
  const clip = coloured('pink', length, createRandom(1)).map((sample) => sample * floor)
  let at = Math.round(edgeS * sampleRateHz)
  for (const part of parts) {
    part.forEach((sample, i) => (clip[at + i] += sample))
    at += part.length + Math.round(pauseS * sampleRateHz)
  }
  return faded(clip)
}

/** Cuts off what is 40 dB and more under the peak at both ends. */
function trimmed(samples: Float32Array): Float32Array {
  const least = samples.reduce((max, sample) => Math.max(max, Math.abs(sample)), 0) / 100
  const isLoud = (sample: number) => Math.abs(sample) > least
  const margin = marginS * sampleRateHz
  const from = Math.max(0, samples.findIndex(isLoud) - margin)
  return samples.slice(from, samples.findLastIndex(isLoud) + margin)
}

function faded(samples: Float32Array): Float32Array {
  const length = fadeS * sampleRateHz
  return samples.map((sample, i) => sample * Math.min(1, i / length, (samples.length - 1 - i) / length))
}

/** RMS of the quietest stretches; a recording that was padded has some without any sound, which don't count. */
function noiseFloor(samples: Float32Array): number {
  const levels: number[] = []
  for (let at = 0; at + frameSamples <= samples.length; at += frameSamples) {
    const frame = samples.subarray(at, at + frameSamples)
    const rms = Math.sqrt(frame.reduce((sum, sample) => sum + sample * sample, 0) / frameSamples)
    if (rms > 1e-5) levels.push(rms)
  }
  return levels.sort((a, b) => a - b)[Math.floor(levels.length / 20)]
}
