import { changeSpeed, changeTempo } from './tempo.ts'
import { highShelf, peak, telephoneBand } from './filters.ts'
import type { Random } from './random.ts'
import { drawRoom, inRoom, type Room } from './room.ts'

/** One microphone in one room, and one voice like another's: what stays the same through a conversation. */
export interface Conditions {
  speed: number
  tempo: number
  room: Room | null
  tilt: { cornerHz: number; gainDb: number } | null
  peaks: readonly { centreHz: number; gainDb: number; q: number }[]
  isTelephone: boolean
  /** With an RMS of 1. */
  noise: Float32Array | null
  /** Level of the noise, an RMS. */
  noiseRms: number
  gain: number
  /** 0: not coded. */
  opusKbitPerS: number
}

export interface DrawOptions {
  /** RMS of the loud parts of the voice as it was recorded. */
  speechRms: number
  /** Draws a background sound with an RMS of 1. */
  drawNoise: (random: Random) => Float32Array
  /** What a phone hears on a bad day, which the loss in noise and over the telephone asked for. */
  isHarder: boolean
}

/** Level that a gain of 0 dB brings the loud parts of a voice to: −23 dB relative to full scale. */
const usualRms = 0.07

/** Draws conditions as various as phones, rooms and voices are. The ranges are ours, wide on purpose. */
export function drawConditions({ speechRms, drawNoise, isHarder }: DrawOptions, random: Random): Conditions {
  return {
    speed: random.chance(0.6) ? random.between(0.88, 1.14) : 1,
    tempo: random.chance(0.35) ? random.between(0.85, 1.18) : 1,
    room: random.chance(isHarder ? 0.5 : 0.4)
      ? drawRoom({ decayS: random.between(0.15, 0.8), wetness: random.between(0.1, 0.6) }, random)
      : null,
    ...drawMicrophone(random),
    isTelephone: random.chance(isHarder ? 0.3 : 0.12),
    noise: random.chance(isHarder ? 0.85 : 0.65) ? drawNoise(random) : null,
    noiseRms: speechRms * 10 ** (-(isHarder ? random.between(3, 18) : random.between(4, 35)) / 20),
    gain: (usualRms / speechRms) * 10 ** (random.between(-22, 6) / 20),
    opusKbitPerS: random.chance(0.18) ? Math.round(random.between(12, 24)) : 0,
  }
}

function drawMicrophone(random: Random): Pick<Conditions, 'tilt' | 'peaks'> {
  if (random.chance(0.25)) return { tilt: null, peaks: [] }
  const peaks: { centreHz: number; gainDb: number; q: number }[] = []
  const tilt = { cornerHz: random.between(700, 4500), gainDb: 5 * random.normal() }
  if (random.chance(0.5))
    peaks.push({
      centreHz: random.between(150, 6000),
      gainDb: 5 * random.normal(),
      q: random.between(0.4, 2),
    })
  if (random.chance(0.3))
    peaks.push({ centreHz: random.between(100, 700), gainDb: 5 * random.normal(), q: 0.7 })
  return { tilt, peaks }
}

/** No two utterances are spoken at quite the same tempo and pitch: spread of both around those of the conversation. */
const utteranceSpread = 0.02

/** One utterance of the conversation as its microphone hears it, not yet coded. Not longer than full scale. */
export function underConditions(samples: Float32Array, conditions: Conditions, random: Random): Float32Array {
  let sound = asOtherVoice(samples, conditions, random)
  if (conditions.room) sound = inRoom(sound, conditions.room)
  if (conditions.tilt) sound = highShelf(sound, conditions.tilt.cornerHz, conditions.tilt.gainDb)
  for (const { centreHz, gainDb, q } of conditions.peaks) sound = peak(sound, centreHz, gainDb, q)
  if (conditions.isTelephone) sound = telephoneBand(sound)
  if (conditions.noise) sound = withNoise(sound, conditions.noise, conditions.noiseRms, random)
  return sound.map((sample) => Math.max(-1, Math.min(1, sample * conditions.gain)))
}

function asOtherVoice(samples: Float32Array, { speed, tempo }: Conditions, random: Random): Float32Array {
  const ownSpeed = speed * (1 + utteranceSpread * random.normal())
  const ownTempo = tempo * (1 + 2 * utteranceSpread * random.normal())
  const spoken = Math.abs(ownSpeed - 1) > 0.01 ? changeSpeed(samples, ownSpeed) : samples
  return Math.abs(ownTempo - 1) > 0.03 ? changeTempo(spoken, ownTempo) : spoken
}

/** `samples` with `noise` from a random place on. */
export function withNoise(
  samples: Float32Array,
  noise: Float32Array,
  rms: number,
  random: Random,
): Float32Array {
  const from = Math.floor(random.uniform() * noise.length)
  return samples.map((sample, i) => sample + rms * noise[(from + i) % noise.length])
}
