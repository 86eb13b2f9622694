import { sampleRateHz } from './audio.ts'
import { vectors, type Bands } from './vectors.ts'

export interface MelBank {
  bands: number
  /** Writes the energy of each band into `out` from a power spectrum of `fftSize / 2 + 1` bins, in the room of `vectors`. */
  apply(power: Float32Array, out: Float32Array): void
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
  const filters = layOut(
    firstBins,
    Array.from(firstBins, (_, band) => triangle(band)),
  )

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

  return { bands, apply: (power, out) => vectors.bands(filters, power, out) }
}

/** Each filter's weights, with zeros up to a multiple of 4, and where they begin. */
function layOut(firstBins: Int32Array, filters: readonly Float64Array[]): Bands {
  const lengths = filters.map(({ length }) => 4 * Math.ceil(Math.max(1, length) / 4))
  const weights = vectors.room(lengths.reduce((a, b) => a + b))
  const room = vectors.room(2 * filters.length)
  const places = new Int32Array(room.buffer, room.byteOffset, room.length)
  let at = 0
  filters.forEach((filter, band) => {
    weights.set(filter, at)
    places.set([firstBins[band] * room.BYTES_PER_ELEMENT, lengths[band] * room.BYTES_PER_ELEMENT], 2 * band)
    at += lengths[band]
  })
  return { weights, places, count: filters.length }
}
