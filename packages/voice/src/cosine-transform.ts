/**
 * The orthonormal DCT-II from `inputs` values to coefficients 1…`outputs`. Coefficient 0, the mean level, is left out:
 * what stays doesn't change when the whole spectrum gets louder.
 */
export function createCosineTransform(inputs: number, outputs: number) {
  const table = new Float64Array(inputs * outputs)
  for (let k = 0; k < outputs; k++)
    for (let i = 0; i < inputs; i++)
      table[k * inputs + i] = Math.sqrt(2 / inputs) * Math.cos((Math.PI * (k + 1) * (i + 0.5)) / inputs)

  return function transform(input: Float64Array, out: Float32Array, outOffset: number): void {
    for (let k = 0; k < outputs; k++) {
      let sum = 0
      for (let i = 0; i < inputs; i++) sum += table[k * inputs + i] * input[i]
      out[outOffset + k] = sum
    }
  }
}
