import FFT from 'fft.js'

/**
 * The inverse Fourier transform of a real and even sequence of a power-of-two `size`, given by its first `size / 2 + 1`
 * values: a power spectrum becomes its autocorrelation, a spectrum in dB its cepstrum. Writes as many values as `out`
 * holds, an even number, at most half. A cosine transform through a complex one of a quarter of the size (Numerical Recipes, `cosft1`).
 */
export function createEvenTransform(size: number): (input: Float64Array, out: Float64Array) => void {
  const length = size / 2
  const half = length / 2
  const fft = new FFT(half)
  const folded = new Float64Array(length)
  const packed = new Float64Array(length + 2)
  const cos = Float64Array.from({ length }, (_, j) => Math.cos((Math.PI * j) / length))
  const sin = Float64Array.from({ length }, (_, j) => Math.sin((Math.PI * j) / length))

  /** Folds the input to half its length, and returns the second value of the transform, which that loses. */
  function fold(input: Float64Array): number {
    let second = (input[0] - input[length]) / 2
    folded[0] = (input[0] + input[length]) / 2
    for (let j = 1; j <= half; j++) {
      const mean = (input[j] + input[length - j]) / 2
      const difference = input[j] - input[length - j]
      folded[j] = mean - sin[j] * difference
      folded[length - j] = mean + sin[j] * difference
      second += cos[j] * difference
    }
    return second
  }

  return function transform(input, out) {
    const scale = 2 / size
    let odd = fold(input)
    fft.transform(packed, folded)
    packed[length] = packed[0]
    packed[length + 1] = packed[1]
    for (let k = 0; 2 * k < out.length; k++) {
      const at = 2 * k
      const mirror = length - at
      const oddRe = (packed[at + 1] + packed[mirror + 1]) / 2
      const oddIm = (packed[mirror] - packed[at]) / 2
      out[at] = scale * ((packed[at] + packed[mirror]) / 2 + cos[at] * oddRe + sin[at] * oddIm)
      if (k > 0) odd -= (packed[at + 1] - packed[mirror + 1]) / 2 + cos[at] * oddIm - sin[at] * oddRe
      out[at + 1] = scale * odd
    }
  }
}
