import { sampleRateHz } from '../../src/audio.ts'
import type { Random } from '../random.ts'
import { onePole } from './microphone.ts'

/** How an instrument sounds: its spectrum, its envelope, and how its pitch moves. */
interface Timbre {
  harmonics: number
  /** Each harmonic is weaker than the first by its number to this power. */
  tilt: number
  oddOnly: boolean
  attackS: number
  /** Infinity: held as long as the note lasts. */
  decayS: number
  vibratoSt: number
  vibratoHz: number
  /** A note glides to its pitch from the one before in so many seconds. */
  glideS: number
  /** Harmonics lie so much too high, as those of a stiff string. */
  stiffness: number
  /** A resonance that some harmonics pass through, Hz, 0 for none. */
  bodyHz: number
}

interface Note {
  startS: number
  seconds: number
  midi: number
  fromMidi: number
  gain: number
}

/** Instrumental music: chords, a melody, a bass and often drums, in a key, tempo and scoring of its own. RMS about 0.1. */
export function makeMusic(length: number, random: Random): Float32Array {
  const out = new Float32Array(length)
  let at = 0
  while (at < length) {
    // A piece after the other, so that long stretches hear many scorings.
    const piece = makePiece(Math.min(length - at, Math.round(random.between(8, 20) * sampleRateHz)), random)
    out.set(piece, at)
    at += piece.length
  }
  return out
}

const scales = [
  [0, 2, 4, 5, 7, 9, 11],
  [0, 2, 3, 5, 7, 8, 10],
  [0, 3, 5, 7, 10],
] as const

function makePiece(length: number, random: Random): Float32Array {
  const out = new Float32Array(length)
  const seconds = length / sampleRateHz
  const beatS = 60 / random.between(60, 170)
  const scale = scales[Math.floor(random.uniform() * scales.length)]
  const root = Math.floor(random.between(48, 60))
  const degree = (n: number) =>
    root + 12 * Math.floor(n / scale.length) + scale[((n % scale.length) + scale.length) % scale.length]

  if (random.chance(0.75)) play(chords(), drawTimbre(random), random.between(0.3, 1))
  if (random.chance(0.85)) play(melody(), drawTimbre(random), random.between(0.5, 1.3))
  if (random.chance(0.5)) play(bass(), drawTimbre(random), random.between(0.4, 1))
  if (random.chance(0.5)) addDrums(out, beatS, random.between(0.2, 1), random)
  return levelled(out)

  function play(notes: readonly Note[], timbre: Timbre, gain: number): void {
    for (const note of notes) addNote(out, { ...note, gain: note.gain * gain }, timbre, random)
  }

  function chords(): Note[] {
    const isArpeggio = random.chance(0.5)
    const notes: Note[] = []
    for (let bar = 0; bar * 4 * beatS < seconds; bar++) {
      const base = Math.floor(random.between(-3, 4))
      const tones = [0, 2, 4, 7].map((step) => degree(base + step))
      if (!isArpeggio) for (const midi of tones) notes.push(note(bar * 4 * beatS, 4 * beatS, midi, midi, 0.4))
      else
        for (let i = 0; i < 8; i++)
          notes.push(note((bar * 4 + i / 2) * beatS, beatS * 0.6, tones[i % 4], tones[i % 4], 0.6))
    }
    return notes
  }

  function melody(): Note[] {
    const notes: Note[] = []
    let place = Math.floor(random.between(4, 12))
    let before = degree(place)
    for (let at = 0; at < seconds;) {
      const lasts = beatS * [0.5, 0.5, 1, 1, 1.5, 2, 3][Math.floor(random.uniform() * 7)]
      place = Math.max(0, Math.min(18, place + Math.floor(random.between(-3, 4))))
      const midi = degree(place)
      if (random.chance(0.88)) notes.push(note(at, lasts * 0.95, midi, before, random.between(0.6, 1)))
      before = midi
      at += lasts
    }
    return notes
  }

  function bass(): Note[] {
    const notes: Note[] = []
    for (let at = 0; at < seconds; at += beatS) {
      const midi = degree(Math.floor(random.between(-2, 3))) - 24
      notes.push(note(at, beatS * 0.9, midi, midi, 1))
    }
    return notes
  }
}

function note(startS: number, seconds: number, midi: number, fromMidi: number, gain: number): Note {
  return { startS, seconds, midi, fromMidi, gain }
}

function drawTimbre(random: Random): Timbre {
  const isStruck = random.chance(0.5)
  return {
    harmonics: Math.floor(random.between(1, 14)),
    tilt: random.between(0.4, 2.5),
    oddOnly: random.chance(0.2),
    attackS: isStruck ? random.between(0.002, 0.01) : random.between(0.02, 0.25),
    decayS: isStruck ? random.between(0.08, 0.8) : Infinity,
    vibratoSt: random.chance(isStruck ? 0.1 : 0.6) ? random.between(0.1, 0.8) : 0,
    vibratoHz: random.between(4, 7.5),
    glideS: random.chance(0.25) ? random.between(0.03, 0.25) : 0,
    stiffness: isStruck && random.chance(0.5) ? random.between(0.0001, 0.001) : 0,
    bodyHz: random.chance(0.4) ? random.between(300, 2500) : 0,
  }
}

function addNote(out: Float32Array, played: Note, timbre: Timbre, random: Random): void {
  const start = Math.round(played.startS * sampleRateHz)
  const releaseS = 0.05
  const end = Math.min(out.length, start + Math.round((played.seconds + releaseS) * sampleRateHz))
  const f0Hz = 440 * 2 ** ((played.midi - 69) / 12)
  for (let h = 1; h <= timbre.harmonics; h += timbre.oddOnly ? 2 : 1) {
    const ratio = h * Math.sqrt(1 + timbre.stiffness * h * h)
    if (f0Hz * ratio > 7000) break
    const body = timbre.bodyHz > 0 ? 1 / (1 + (Math.log2((f0Hz * h) / timbre.bodyHz) * 1.5) ** 2) : 1
    const gain = played.gain * body * h ** -timbre.tilt
    let phase = random.uniform() * 2 * Math.PI
    let turn = 0
    for (let i = Math.max(0, start); i < end; i++) {
      const t = (i - start) / sampleRateHz
      // The pitch moves slowly, so it is enough to set it anew now and then.
      if ((i & 31) === 0 || turn === 0) turn = (2 * Math.PI * f0Hz * ratio * bend(t)) / sampleRateHz
      phase += turn
      out[i] += gain * envelope(t, h) * Math.sin(phase)
    }
  }

  function bend(t: number): number {
    const glide = timbre.glideS > 0 ? (played.fromMidi - played.midi) * Math.exp(-t / timbre.glideS) : 0
    const vibrato = timbre.vibratoSt * Math.min(1, t / 0.3) * Math.sin(2 * Math.PI * timbre.vibratoHz * t)
    return 2 ** ((glide + vibrato) / 12)
  }

  function envelope(t: number, h: number): number {
    const rise = Math.min(1, t / timbre.attackS)
    const fall = t > played.seconds ? Math.max(0, 1 - (t - played.seconds) / releaseS) : 1
    return rise * fall * (timbre.decayS === Infinity ? 1 : Math.exp((-t * Math.sqrt(h)) / timbre.decayS))
  }
}

function addDrums(out: Float32Array, beatS: number, gain: number, random: Random): void {
  const beat = beatS * sampleRateHz
  for (let i = 0; i * (beat / 2) < out.length; i++) {
    const at = Math.round(i * (beat / 2))
    if (i % 4 === 0) addKick(out, at, gain)
    if (i % 4 === 2) addBurst(out, at, gain * 0.7, 0.06, 800, random)
    if (random.chance(0.8)) addBurst(out, at, gain * 0.3, 0.02, 5000, random)
  }
}

function addKick(out: Float32Array, at: number, gain: number): void {
  let phase = 0
  for (let i = 0; i < 0.3 * sampleRateHz && at + i < out.length; i++) {
    const t = i / sampleRateHz
    phase += (2 * Math.PI * (50 + 100 * Math.exp(-t / 0.03))) / sampleRateHz
    out[at + i] += gain * 1.5 * Math.exp(-t / 0.1) * Math.sin(phase)
  }
}

function addBurst(
  out: Float32Array,
  at: number,
  gain: number,
  decayS: number,
  aboveHz: number,
  random: Random,
): void {
  const burst = Float32Array.from({ length: Math.round(decayS * 5 * sampleRateHz) }, () => random.normal())
  onePole(burst, aboveHz, 'high')
  for (let i = 0; i < burst.length && at + i < out.length; i++)
    out[at + i] += gain * 0.4 * Math.exp(-i / sampleRateHz / decayS) * burst[i]
}

function levelled(samples: Float32Array): Float32Array {
  const rms = Math.sqrt(samples.reduce((sum, x) => sum + x * x, 0) / samples.length)
  return rms > 1e-6 ? samples.map((x) => (0.1 * x) / rms) : samples
}
