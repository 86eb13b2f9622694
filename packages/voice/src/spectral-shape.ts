import { sampleRateHz } from './audio.ts'
import { hzToMel } from './mel.ts'

export interface SpectralShape {
  /** Centre of gravity, mel. */
  centroid: number
  /** Below these lie 25, 50 and 85 % of the energy, octaves over 1 Hz. */
  rolloff25: number
  rolloff50: number
  rolloff85: number
  /** Fall of the spectrum from 0 to 500 Hz and from 500 to 1500 Hz, dB per kHz. */
  slopeLow: number
  slopeMid: number
  /** Energy of 50–1000 Hz over that of 1–5 kHz, dB. */
  alphaRatioDb: number
  /** Strongest peak of 0–2 kHz over the strongest of 2–5 kHz, dB. */
  hammarbergDb: number
  /** Geometric over arithmetic mean of the bins, dB: 0 for white noise, very negative for a tone. */
  flatnessDb: number
  /** Of the energy's spread over the bins, 0–1. */
  entropy: number
}

/**
 * Shape measures of a power spectrum, independent of its level. Slopes, alpha ratio and Hammarberg index as in eGeMAPS
 * (Eyben et al., IEEE Trans. Affective Computing 2016).
 */
export function measureShape(power: Float64Array): SpectralShape {
  const binHz = sampleRateHz / 2 / (power.length - 1)
  const bin = (hz: number) => Math.round(hz / binHz)
  const total = sumOf(power, 0, power.length) + 1e-12
  // A floor 60 dB under the whole keeps bins that hold nothing from ruling the logarithms.
  const floor = (total / power.length) * 1e-6

  let weighted = 0
  let logSum = 0
  let entropySum = 0
  for (let k = 1; k < power.length; k++) {
    const share = (power[k] + floor) / total
    const log = Math.log(share)
    weighted += share * k
    logSum += log
    entropySum -= share * log
  }
  const bins = power.length - 1
  const [rolloff25, rolloff50, rolloff85] = rolloffs(power, total, binHz)
  return {
    centroid: hzToMel(weighted * binHz),
    rolloff25,
    rolloff50,
    rolloff85,
    slopeLow: slope(power, 1, bin(500), binHz, floor),
    slopeMid: slope(power, bin(500), bin(1500), binHz, floor),
    alphaRatioDb: ratioDb(sumOf(power, bin(50), bin(1000)), sumOf(power, bin(1000), bin(5000)), floor),
    hammarbergDb: ratioDb(maxOf(power, 0, bin(2000)), maxOf(power, bin(2000), bin(5000)), floor),
    flatnessDb: (10 / Math.LN10) * (logSum / bins + Math.log(bins)),
    entropy: entropySum / Math.log(bins),
  }
}

/** Octaves over 1 Hz below which 25, 50 and 85 % of the energy lie. */
function rolloffs(power: Float64Array, total: number, binHz: number): [number, number, number] {
  const found: [number, number, number] = [0, 0, 0]
  const shares = [0.25, 0.5, 0.85]
  let sum = 0
  let next = 0
  for (let k = 0; k < power.length && next < 3; k++) {
    sum += power[k]
    while (next < 3 && sum >= shares[next] * total) found[next++] = Math.log2((k + 1) * binHz)
  }
  while (next < 3) found[next++] = Math.log2(power.length * binHz)
  return found
}

/** Least-squares line through the levels of the bins from `from` to `to`, dB per kHz. */
function slope(power: Float64Array, from: number, to: number, binHz: number, floor: number): number {
  const middle = (from + to) / 2
  let products = 0
  let squares = 0
  for (let k = from; k <= to; k++) {
    products += (k - middle) * Math.log10(power[k] + floor + 1e-20)
    squares += (k - middle) ** 2
  }
  return (10 * products * 1000) / (squares * binHz)
}

function ratioDb(above: number, below: number, floor: number): number {
  return 10 * Math.log10((above + floor + 1e-20) / (below + floor + 1e-20))
}

function sumOf(power: Float64Array, from: number, to: number): number {
  let sum = 0
  for (let k = from; k < to; k++) sum += power[k]
  return sum
}

function maxOf(power: Float64Array, from: number, to: number): number {
  let max = 0
  for (let k = from; k < to; k++) max = Math.max(max, power[k])
  return max
}
