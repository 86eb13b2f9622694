import { sampleRateHz, spectrumFftSize } from './audio.ts'

export interface Harmonics {
  /** First harmonic over the second: breathy voices are high, pressed ones low, dB. */
  h1h2Db: number
  /** First harmonic over the strongest bin near the first formant (300–1000 Hz), dB. */
  h1a1Db: number
  /** First harmonic over the strongest bin near the third formant (2.2–3.5 kHz), dB. */
  h1a3Db: number
}

const none: Harmonics = { h1h2Db: 0, h1a1Db: 0, h1a3Db: 0 }

/** Voice quality from a power spectrum and its F0; zeros where there is no F0. */
export function measureHarmonics(power: Float32Array, f0Hz: number): Harmonics {
  if (f0Hz <= 0) return none
  const binHz = sampleRateHz / spectrumFftSize
  const first = peakDb(power, f0Hz / binHz - 1, f0Hz / binHz + 1)
  return {
    h1h2Db: clampDb(first - peakDb(power, (2 * f0Hz) / binHz - 1, (2 * f0Hz) / binHz + 1)),
    h1a1Db: clampDb(first - peakDb(power, 300 / binHz, 1000 / binHz)),
    h1a3Db: clampDb(first - peakDb(power, 2200 / binHz, 3500 / binHz)),
  }
}

function peakDb(power: Float32Array, from: number, to: number): number {
  let max = 1e-12
  for (let k = Math.max(0, Math.round(from)); k <= Math.round(to); k++) max = Math.max(max, power[k])
  return 10 * Math.log10(max)
}

/** Past 50 dB it is the noise that is measured. */
function clampDb(db: number): number {
  return Math.max(-50, Math.min(50, db))
}
