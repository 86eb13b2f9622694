import FFT from 'fft.js'

export interface RealFft {
  size: number
  /** Writes |X(k)|² for k = 0…size/2 into `power`. `input` holds `size` real values. */
  powerSpectrum(input: Float64Array, power: Float64Array): void
  /** Writes Σ x(j)·x(j+lag) for the first lags into `out`. Circular: pad `input` with as many zeros as lags asked. */
  autocorrelation(input: Float64Array, out: Float64Array): void
}

/** A real Fourier transform of a power-of-two `size` that keeps its buffers, for use frame after frame. */
export function createRealFft(size: number): RealFft {
  const fft = new FFT(size)
  const half = size / 2
  const spectrum = new Float64Array(2 * size)
  const evenPower = new Float64Array(size)

  function powerSpectrum(input: Float64Array, power: Float64Array): void {
    fft.realTransform(spectrum, input)
    for (let k = 0; k <= half; k++) {
      const re = spectrum[2 * k]
      const im = spectrum[2 * k + 1]
      power[k] = re * re + im * im
    }
  }

  function autocorrelation(input: Float64Array, out: Float64Array): void {
    powerSpectrum(input, evenPower)
    for (let k = 1; k < half; k++) evenPower[size - k] = evenPower[k]
    // The power spectrum is real and even, so a forward transform does the work of the inverse one.
    fft.realTransform(spectrum, evenPower)
    for (let lag = 0; lag < out.length; lag++) out[lag] = spectrum[2 * lag] / size
  }

  return { size, powerSpectrum, autocorrelation }
}
