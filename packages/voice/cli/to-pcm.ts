import { sampleRateHz } from '../src/audio.ts'
import type { DecodedAudio } from './decode-audio.ts'
import { resample } from './resample.ts'

/** All channels as one, at 16 kHz, as Int16. */
export function toPcm(audio: DecodedAudio): Int16Array {
  return toInt16(resample(mixDown(audio.channels), audio.sampleRateHz, sampleRateHz))
}

/** −1…1 to Int16; what lies outside is clipped. */
export function toInt16(samples: Float32Array): Int16Array {
  return Int16Array.from(samples, (sample) =>
    Math.max(-32_768, Math.min(32_767, Math.round(sample * 32_768))),
  )
}

function mixDown(channels: readonly Float32Array[]): Float32Array {
  if (channels.length === 1) return channels[0]
  const mixed = new Float32Array(channels[0].length)
  for (const channel of channels)
    for (let i = 0; i < mixed.length; i++) mixed[i] += channel[i] / channels.length
  return mixed
}
