import FFT from 'fft.js'

export interface RealFft {
  size: number
  /** Writes |X(k)|² for k = 0…size/2 into `power`. `input` holds `size` real values. */
  powerSpectrum(input: Float64Array, power: Float64Array): void
}

/**
 * A real Fourier transform of a power-of-two `size` that keeps its buffers, for use frame after frame. It goes through
 * a complex transform of half the size (Numerical Recipes, section 12.3), which is twice as fast as fft.js' own.
 */
export function createRealFft(size: number): RealFft {
  const half = size / 2
  const fft = new FFT(half)
  const packed = new Float64Array(size + 2)
  const cos = Float64Array.from({ length: half }, (_, k) => Math.cos((Math.PI * k) / half))
  const sin = Float64Array.from({ length: half }, (_, k) => Math.sin((Math.PI * k) / half))

  function powerSpectrum(input: Float64Array, power: Float64Array): void {
    // Even samples are read as real parts, odd ones as imaginary.
    fft.transform(packed, input)
    packed[size] = packed[0]
    packed[size + 1] = packed[1]
    for (let k = 0; k <= half / 2; k++) separate(power, k)
  }

  /** Bins k and half − k share what the even and the odd samples have in them. */
  function separate(power: Float64Array, k: number): void {
    const at = 2 * k
    const mirror = size - at
    const evenRe = (packed[at] + packed[mirror]) / 2
    const evenIm = (packed[at + 1] - packed[mirror + 1]) / 2
    const oddRe = (packed[at + 1] + packed[mirror + 1]) / 2
    const oddIm = (packed[mirror] - packed[at]) / 2
    const turnedRe = cos[k] * oddRe + sin[k] * oddIm
    const turnedIm = cos[k] * oddIm - sin[k] * oddRe
    power[k] = (evenRe + turnedRe) ** 2 + (evenIm + turnedIm) ** 2
    power[half - k] = (evenRe - turnedRe) ** 2 + (turnedIm - evenIm) ** 2
  }

  return { size, powerSpectrum }
}
