import { sampleRateHz } from '../src/audio.ts'
import { makeMusic } from '../training/activity/make-music.ts'
import { coloured, type NoiseColour } from '../training/noise.ts'
import { createRandom } from '../training/random.ts'

/** Sounds that are nobody's voice, 16 kHz, −1…1, the same on each run. `level` is the peak, or the RMS of a noise. */

export function silence(seconds: number): Float32Array {
  return new Float32Array(Math.round(seconds * sampleRateHz))
}

export function noise(colour: NoiseColour, seconds: number, level: number): Float32Array {
  return coloured(colour, Math.round(seconds * sampleRateHz), createRandom(11)).map((x) => x * level)
}

/** A tone of constant pitch with the given strength of each harmonic. */
export function tone(
  f0Hz: number,
  harmonics: readonly number[],
  seconds: number,
  level: number,
): Float32Array {
  const sum = harmonics.reduce((a, b) => a + b, 0)
  return render(seconds, (t) => {
    const wave = harmonics.reduce(
      (y, gain, h) => y + gain * Math.sin(2 * Math.PI * f0Hz * (h + 1) * t + h * h),
      0,
    )
    return (level * wave) / sum
  })
}

/** Mains hum as of a bad cable: odd harmonics stronger than even ones, far up. */
export function hum(mainsHz: number, seconds: number, level: number): Float32Array {
  const harmonics = Array.from({ length: 20 }, (_, h) => (h % 2 === 0 ? 1 : 0.4) / (1 + h * 0.35))
  return tone(mainsHz, harmonics, seconds, level)
}

/** Keys struck six times a second or so: a broadband burst of 2–12 ms, and a duller one at the release. */
export function typing(seconds: number, level: number): Float32Array {
  const random = createRandom(5)
  const sound = noise('white', seconds, 0.0008)
  let at = 0.1
  while (at < seconds - 0.3) {
    addClick(
      sound,
      at,
      random.between(0.002, 0.012),
      level * random.between(0.4, 1),
      random.between(900, 4500),
    )
    addClick(sound, at + random.between(0.06, 0.11), 0.004, level * 0.3, random.between(500, 2000))
    at += random.between(0.07, 0.32)
  }
  return sound

  function addClick(
    target: Float32Array,
    startS: number,
    decayS: number,
    gain: number,
    ringHz: number,
  ): void {
    const start = Math.round(startS * sampleRateHz)
    for (let i = 0; i < decayS * 6 * sampleRateHz && start + i < target.length; i++) {
      const t = i / sampleRateHz
      const ring = 0.5 * Math.sin(2 * Math.PI * ringHz * t)
      target[start + i] += gain * Math.exp(-t / decayS) * (ring + 0.5 * random.normal())
    }
  }
}

/** A sine that glides from `fromHz` to `toHz` again and again, one glide each `periodS`. */
export function sweep(
  fromHz: number,
  toHz: number,
  periodS: number,
  seconds: number,
  level: number,
): Float32Array {
  let phase = 0
  return render(seconds, (t) => {
    phase += (2 * Math.PI * fromHz * (toHz / fromHz) ** ((t / periodS) % 1)) / sampleRateHz
    return level * Math.sin(phase)
  })
}

/** A melody of plucked notes with a bass under it, each note dying away. */
export function music(seconds: number, level: number): Float32Array {
  const melody = [60, 64, 67, 72, 71, 67, 64, 62, 65, 69, 74, 72, 69, 65, 62, 59]
  const bass = [36, 43, 41, 43]
  return render(seconds, (t) => level * 0.5 * (pluck(melody, 0.25, t) + pluck(bass, 1, t)))

  function pluck(notes: readonly number[], noteS: number, t: number): number {
    const f0Hz = 440 * 2 ** ((notes[Math.floor(t / noteS) % notes.length] - 69) / 12)
    const within = t % noteS
    let y = 0
    for (let h = 1; h <= 8; h++)
      y += (Math.sin(2 * Math.PI * f0Hz * h * t) / h) * Math.exp((-within * h) / 0.4)
    return (y * Math.min(1, within / 0.005)) / 2
  }
}

/** Music of many scorings: strings with vibrato, struck notes, glides, chords, bass and drums. `seed` draws other pieces. */
export function ensemble(seconds: number, level: number, seed: number): Float32Array {
  const sound = makeMusic(Math.round(seconds * sampleRateHz), createRandom(seed))
  return sound.map((x) => x * level * 3)
}

/** A fan: wind noise, the tone of its blades, and a slow beat. */
export function fan(seconds: number, level: number): Float32Array {
  const wind = noise('pink', seconds, level * 0.3)
  const blades = tone(118, [1, 0.7, 0.5, 0.3, 0.2], seconds, level)
  return wind.map((x, i) => x + blades[i] * (0.7 + 0.3 * Math.sin((2 * Math.PI * 0.8 * i) / sampleRateHz)))
}

export function square(f0Hz: number, seconds: number, level: number): Float32Array {
  return render(seconds, (t) => (Math.sin(2 * Math.PI * f0Hz * t) >= 0 ? level : -level))
}

/** Short tones with rests, as of a phone or a microwave oven. */
export function beeps(f0Hz: number, seconds: number, level: number): Float32Array {
  return render(seconds, (t) => (t % 0.5 < 0.25 ? level * Math.sin(2 * Math.PI * f0Hz * t) : 0))
}

/** One sound after another. */
export function joined(...parts: readonly Float32Array[]): Float32Array {
  return Float32Array.from(parts.flatMap((part) => Array.from(part)))
}

/** Int16 as from a microphone, clipped at full scale. */
export function toPcm(samples: Float32Array): Int16Array {
  return Int16Array.from(samples, (x) => Math.max(-32_768, Math.min(32_767, Math.round(x * 32_768))))
}

function render(seconds: number, at: (timeS: number) => number): Float32Array {
  return Float32Array.from({ length: Math.round(seconds * sampleRateHz) }, (_, i) => at(i / sampleRateHz))
}
