import { sampleRateHz } from '../../src/audio.ts'
import type { Random } from '../random.ts'

/** Beeps, ring tones, sirens and sweeps of all kinds, one pattern after another. */
export function makeBeeps(length: number, random: Random): Float32Array {
  const out = new Float32Array(length)
  for (let at = 0; at < length;) {
    const end = Math.min(length, at + Math.round(random.between(2, 8) * sampleRateHz))
    addPattern(out.subarray(at, end), random)
    at = end
  }
  return out
}

function addPattern(out: Float32Array, random: Random): void {
  const fromHz = random.between(90, 2500)
  const toHz = random.chance(0.5) ? fromHz : random.between(90, 3000)
  const periodS = random.between(0.15, 3)
  const on = random.between(0.3, 1.05)
  const square = random.chance(0.3)
  const trembleHz = random.chance(0.3) ? random.between(3, 25) : 0
  const gain = random.between(0.2, 1)
  let phase = 0
  for (let i = 0; i < out.length; i++) {
    const t = i / sampleRateHz
    const within = (t / periodS) % 1
    phase += (2 * Math.PI * fromHz * (toHz / fromHz) ** within) / sampleRateHz
    const wave = square ? Math.sign(Math.sin(phase)) * 0.5 : Math.sin(phase)
    if (within < on) out[i] += gain * wave * (1 + 0.5 * Math.sin(2 * Math.PI * trembleHz * t))
  }
}
