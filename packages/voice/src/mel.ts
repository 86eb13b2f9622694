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
  const binHz = sampleRateHz / fftSize
  const firstBins = Int32Array.from({ length: bands }, (_, band) => Math.ceil(edgeHz(band) / binHz))
  const filters = Array.from(firstBins, (_, band) => triangle(band))
  const starts = Int32Array.from({ length: bands + 1 }, (_, band) =>
    filters.slice(0, band).reduce((sum, { length }) => sum + length, 0),
  )
  const weights = Float64Array.from(filters.flatMap((filter) => Array.from(filter)))

  function edgeHz(index: number): number {
    const low = hzToMel(lowHz)
    return melToHz(low + ((hzToMel(highHz) - low) * index) / (bands + 1))
  }

  function triangle(band: number): Float64Array {
    const [left, centre, right] = [edgeHz(band), edgeHz(band + 1), edgeHz(band + 2)]
    const length = Math.floor(right / binHz) - firstBins[band] + 1
    return Float64Array.from({ length }, (_, i) => {
      const hz = (firstBins[band] + i) * binHz
      return hz <= centre ? (hz - left) / (centre - left) : (right - hz) / (right - centre)
    })
  }

  function apply(power: Float64Array, out: Float64Array): void {
    for (let band = 0; band < bands; band++) {
      // From the place of a weight to that of its bin.
      const shift = firstBins[band] - starts[band]
      let sum = 0
      for (let i = starts[band]; i < starts[band + 1]; i++) sum += weights[i] * power[i + shift]
      out[band] = sum
    }
  }

  return { bands, apply }
}
