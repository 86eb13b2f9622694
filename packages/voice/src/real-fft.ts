import FFT from 'fft.js'

export interface RealFft {
  size: number
  /** Writes |X(k)|² for k = 0…size/2 into `power`. `input` holds `size` real values. */
  powerSpectrum(input: Float64Array, power: Float64Array): void
  /** Writes the real part of X(k), for the first k, divided by `size`, into `out`. */
  realPart(input: Float64Array, out: Float64Array): void
  /** Writes Σ x(j)·x(j+lag) for the first lags into `out`. Circular: pad `input` with as many zeros as lags asked. */
  autocorrelation(input: Float64Array, out: Float64Array): void
}

/**
 * A real Fourier transform of a power-of-two `size` that keeps its buffers, for use frame after frame. It goes through
 * a complex transform of half the size (Numerical Recipes, section 12.3), which is twice as fast as fft.js' own.
 */
export function createRealFft(size: number): RealFft {
  const half = size / 2
  const fft = new FFT(half)
  const packed = new Float64Array(size + 2)
  const real = new Float64Array(half + 1)
  const imaginary = new Float64Array(half + 1)
  const evenPower = new Float64Array(size)
  const cos = Float64Array.from({ length: half + 1 }, (_, k) => Math.cos((Math.PI * k) / half))
  const sin = Float64Array.from({ length: half + 1 }, (_, k) => Math.sin((Math.PI * k) / half))

  function transform(input: Float64Array): void {
    // Even samples are read as real parts, odd ones as imaginary.
    fft.transform(packed, input)
    packed[size] = packed[0]
    packed[size + 1] = packed[1]
    for (let k = 0; k <= half; k++) {
      const at = 2 * k
      const mirror = size - at
      const oddRe = (packed[at + 1] + packed[mirror + 1]) / 2
      const oddIm = (packed[mirror] - packed[at]) / 2
      real[k] = (packed[at] + packed[mirror]) / 2 + cos[k] * oddRe + sin[k] * oddIm
      imaginary[k] = (packed[at + 1] - packed[mirror + 1]) / 2 + cos[k] * oddIm - sin[k] * oddRe
    }
  }

  function powerSpectrum(input: Float64Array, power: Float64Array): void {
    transform(input)
    for (let k = 0; k <= half; k++) power[k] = real[k] * real[k] + imaginary[k] * imaginary[k]
  }

  function autocorrelation(input: Float64Array, out: Float64Array): void {
    powerSpectrum(input, evenPower)
    for (let k = 1; k < half; k++) evenPower[size - k] = evenPower[k]
    // The power spectrum is real and even, so a forward transform does the work of the inverse one.
    realPart(evenPower, out)
  }

  function realPart(input: Float64Array, out: Float64Array): void {
    transform(input)
    for (let k = 0; k < out.length; k++) out[k] = real[k] / size
  }

  return { size, powerSpectrum, realPart, autocorrelation }
}
