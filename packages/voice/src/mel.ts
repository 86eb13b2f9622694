import { sampleRateHz } from './audio.ts'

export interface MelBank {
  bands: number
  /** Writes the energy of each band into `out` from a power spectrum of `fftSize / 2 + 1` bins. */
  apply(power: Float64Array, out: Float64Array): void
}

export interface MelBankOptions {
  bands: number
  fftSize: number
  lowHz: number
  highHz: number
}

/** Hertz to mel, O'Shaughnessy's formula as HTK uses it. */
export function hzToMel(hz: number): number {
  return 2595 * Math.log10(1 + hz / 700)
}

export function melToHz(mel: number): number {
  return 700 * (10 ** (mel / 2595) - 1)
}

/** Triangular filters, evenly spaced in mel, each as tall as 1 at its centre. */
export function createMelBank({ bands, fftSize, lowHz, highHz }: MelBankOptions): MelBank {
  const filters = Array.from({ length: bands }, (_, band) => triangle(band))

  function edgeHz(index: number): number {
    const low = hzToMel(lowHz)
    return melToHz(low + ((hzToMel(highHz) - low) * index) / (bands + 1))
  }

  function triangle(band: number): { firstBin: number; weights: Float64Array } {
    const [left, centre, right] = [edgeHz(band), edgeHz(band + 1), edgeHz(band + 2)]
    const binHz = sampleRateHz / fftSize
    const firstBin = Math.ceil(left / binHz)
    const weights = new Float64Array(Math.floor(right / binHz) - firstBin + 1)
    for (let i = 0; i < weights.length; i++) {
      const hz = (firstBin + i) * binHz
      weights[i] = hz <= centre ? (hz - left) / (centre - left) : (right - hz) / (right - centre)
    }
    return { firstBin, weights }
  }

  function apply(power: Float64Array, out: Float64Array): void {
    for (let band = 0; band < bands; band++) {
      const { firstBin, weights } = filters[band]
      let sum = 0
      for (let i = 0; i < weights.length; i++) sum += weights[i] * power[firstBin + i]
      out[band] = sum
    }
  }

  return { bands, apply }
}
