import { sampleRateHz } from '../../src/audio.ts'
import { coloured } from '../noise.ts'
import type { Random } from '../random.ts'
import { makeMusic } from './make-music.ts'
import { onePole } from './microphone.ts'

export const backgroundKinds = [
  'white',
  'pink',
  'brown',
  'hum',
  'typing',
  'fan',
  'music',
  'babble',
  'street',
] as const
export type BackgroundKind = (typeof backgroundKinds)[number]

/** Other people's recordings, for babble. Silence at their ends is cut. */
export type Voices = readonly Float32Array[]

/** `length` samples of a background with an RMS of 1, drawn anew on each call. */
export function makeBackground(
  kind: BackgroundKind,
  length: number,
  random: Random,
  voices: Voices,
): Float32Array {
  return toUnitRms(makers[kind](length, random, voices))
}

const makers = {
  white: (length: number, random: Random) => coloured('white', length, random),
  pink: (length: number, random: Random) => coloured('pink', length, random),
  brown: (length: number, random: Random) => coloured('brown', length, random),
  hum: makeHum,
  typing: makeTyping,
  fan: makeFan,
  music: makeMusic,
  babble: makeBabble,
  street: makeStreet,
}

/** Mains hum of 50 or 60 Hz, or of a machine, its overtones far up, often with some hiss under it. */
function makeHum(length: number, random: Random): Float32Array {
  const isMachine = random.chance(0.3)
  const mainsHz = isMachine
    ? random.between(40, 400)
    : (random.chance(0.5) ? 50 : 60) * random.between(0.998, 1.002)
  const hiss = random.chance(0.4) ? 0 : 10 ** random.between(-3, -1.3)
  const out = coloured('pink', length, random).map((x) => x * hiss)
  const evenGain = random.between(0.1, 1)
  const fall = random.between(0.1, 1.2)
  const overtones = Math.floor(random.between(5, 30))
  for (let h = 1; h <= overtones && h * mainsHz < 7600; h++)
    addTone(out, h * mainsHz, ((h % 2 === 1 ? 1 : evenGain) / (1 + h * fall)) * random.between(0.3, 1.5))
  return out
}

/** Keys struck in bursts with rests: a broadband knock that rings, and a duller one at the release. */
function makeTyping(length: number, random: Random): Float32Array {
  const out = coloured('white', length, random).map((x) => x * 0.002)
  const ringHz = random.between(600, 4500)
  let atS = random.between(0.1, 0.5)
  while (atS * sampleRateHz < length) {
    const gain = random.between(0.3, 1)
    addKnock(out, atS, random.between(0.002, 0.012), gain, ringHz * random.between(0.7, 1.4), random)
    addKnock(out, atS + random.between(0.05, 0.11), 0.004, gain * 0.3, ringHz * 0.5, random)
    atS += random.chance(0.08) ? random.between(0.5, 1.5) : random.between(0.07, 0.32)
  }
  return out
}

function addKnock(
  out: Float32Array,
  startS: number,
  decayS: number,
  gain: number,
  ringHz: number,
  random: Random,
): void {
  const start = Math.round(startS * sampleRateHz)
  for (let i = 0; i < decayS * 6 * sampleRateHz && start + i < out.length; i++) {
    const t = i / sampleRateHz
    const ring = 0.5 * Math.sin(2 * Math.PI * ringHz * t)
    out[start + i] += gain * Math.exp(-t / decayS) * (ring + 0.5 * random.normal())
  }
}

/** Wind noise, the tones of blades, and a slow beat. */
function makeFan(length: number, random: Random): Float32Array {
  const out = new Float32Array(length)
  const bladesHz = random.between(60, 320)
  for (let h = 1; h <= 6; h++) addTone(out, h * bladesHz, random.between(0.2, 1) / h)
  const wind = coloured(random.chance(0.5) ? 'pink' : 'brown', length, random)
  const windGain = random.between(0.3, 3)
  const beatHz = random.between(0.2, 2)
  const depth = random.between(0, 0.4)
  return out.map(
    (x, i) =>
      windGain * wind[i] + x * (1 - depth + depth * Math.sin((2 * Math.PI * beatHz * i) / sampleRateHz)),
  )
}

/** Six to twelve voices at once, each recording after recording, with short rests. */
function makeBabble(length: number, random: Random, voices: Voices): Float32Array {
  const out = new Float32Array(length)
  const talkers = Math.floor(random.between(6, 13))
  for (let talker = 0; talker < talkers; talker++) {
    const gain = 10 ** (random.between(-5, 0) / 20)
    let at = -Math.floor(random.between(0, 2 * sampleRateHz))
    while (at < length) {
      const voice = voices[Math.floor(random.uniform() * voices.length)]
      for (let i = Math.max(0, -at); i < voice.length && at + i < length; i++) out[at + i] += gain * voice[i]
      at += voice.length + Math.floor(random.between(0, 0.4) * sampleRateHz)
    }
  }
  return out
}

/** Traffic: rumbling noise that swells and ebbs over seconds as cars pass, with wind over it. */
function makeStreet(length: number, random: Random): Float32Array {
  const out = coloured('brown', length, random)
  const hiss = coloured('pink', length, random)
  onePole(hiss, random.between(800, 4000), 'low')
  const swells = Array.from({ length: 5 }, () => ({
    hz: random.between(0.05, 1.2),
    phase: random.between(0, 2 * Math.PI),
  }))
  for (let i = 0; i < length; i++) {
    let db = 0
    for (const { hz, phase } of swells) db += 3.5 * Math.sin((2 * Math.PI * hz * i) / sampleRateHz + phase)
    out[i] = 10 ** (db / 20) * (0.5 * out[i] + hiss[i])
  }
  return out
}

function addTone(out: Float32Array, hz: number, gain: number): void {
  const turn = (2 * Math.PI * hz) / sampleRateHz
  const phase = hz
  for (let i = 0; i < out.length; i++) out[i] += gain * Math.sin(turn * i + phase)
}

function toUnitRms(samples: Float32Array): Float32Array {
  const rms = Math.sqrt(samples.reduce((sum, x) => sum + x * x, 0) / samples.length)
  return samples.map((x) => x / Math.max(1e-9, rms))
}
