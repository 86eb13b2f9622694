import { decibels } from './decibels.ts'
import { createEvenTransform } from './even-transform.ts'
import { plainRows } from './plain-rows.ts'
import { createRealFft } from './real-fft.ts'
import type { Vectors } from './vectors.ts'

const size = 512
const block = 8
/** Of half a low-pass that halves the rate. */
const sides = 6

/** The same as in WebAssembly, in sums of doubles, for where that can't be had. */
export function createPlainVectors(): Vectors {
  const fft = createRealFft(size)
  const inverse = createEvenTransform(size)
  const wide = {
    samples: new Float64Array(size),
    power: new Float64Array(size / 2 + 1),
    lags: new Float64Array(size / 2),
  }

  return {
    ...plainRows,
    room: (length) => new Float32Array(length),
    windowed(input, window, out, count) {
      let squares = 0
      for (let i = 0; i < count; i++) {
        squares += input[i] * input[i]
        out[i] = input[i] * window[i]
      }
      return squares
    },
    powerSpectrum(samples, power) {
      wide.samples.set(samples)
      fft.powerSpectrum(wide.samples, wide.power)
      power.set(wide.power)
    },
    evenTransform(values, out) {
      for (let i = 0; i < wide.power.length; i++) wide.power[i] = values[i]
      inverse(wide.power, wide.lags)
      for (let i = 0; i < Math.min(out.length, size / 2); i++) out[i] = size * wide.lags[i]
    },
    decibels(input, out, count, floor) {
      for (let i = 0; i < count; i++) out[i] = decibels(input[i] + floor)
    },
    correlate(values, from, later, out, length, places) {
      for (let place = 0; place < places; place++) {
        let sum = 0
        for (let j = 0; j < length; j++) sum += values[from + j] * values[later + place + j]
        out[place] = sum
      }
    },
    project({ weights, biases, inputs, outputs }, input, out) {
      for (let first = 0, w = 0; first < outputs; first += block) {
        const sums = biases.slice(first, first + block)
        for (let i = 0; i < inputs; i++)
          for (let unit = 0; unit < block; unit++) sums[unit] += weights[w++] * input[i]
        out.set(sums, first)
      }
    },
    gate(fromInput, fromState, state, units) {
      for (let unit = 0; unit < units; unit++) {
        const reset = sigmoid(fromInput[unit] + fromState[unit])
        const update = sigmoid(fromInput[units + unit] + fromState[units + unit])
        const next = Math.tanh(fromInput[2 * units + unit] + reset * fromState[2 * units + unit])
        state[unit] = next + update * (state[unit] - next)
      }
    },
    halve(input, taps, out, count) {
      for (let i = 0; i < count; i++) {
        const middle = 2 * i + 12
        let sum = taps[0] * input[middle]
        for (let side = 1; side <= sides; side++) {
          const away = 2 * side - 1
          sum += taps[side] * (input[middle - away] + input[middle + away])
        }
        out[i] = sum
      }
    },
    bands({ weights, places, count }, input, out) {
      for (let band = 0, w = 0; band < count; band++) {
        const shift = places[2 * band] / bytesPerValue - w
        const end = w + places[2 * band + 1] / bytesPerValue
        let sum = 0
        for (; w < end; w++) sum += weights[w] * input[w + shift]
        out[band] = sum
      }
    },
    sums(p, l, out, count) {
      let [total, placed, levels, products] = [0, 0, 0, 0]
      for (let k = 0; k < count; k++) {
        total += p[k]
        placed += p[k] * k
        levels += l[k]
        products += p[k] * l[k]
      }
      out.set([total, placed, levels, products])
    },
  }
}

const bytesPerValue = 4

function sigmoid(x: number): number {
  return 1 / (1 + Math.exp(-x))
}
