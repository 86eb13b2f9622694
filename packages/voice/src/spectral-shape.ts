import { sampleRateHz, spectrumFftSize } from './audio.ts'
import { decibels } from './decibels.ts'
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
 * Shape measures of a power spectrum and of its levels in dB, independent of how loud it is. Slopes, alpha ratio and Hammarberg index as in eGeMAPS
 * (Eyben et al., IEEE Trans. Affective Computing 2016).
 */
export function measureShape(power: Float64Array, levelsDb: Float64Array): SpectralShape {
  const bins = power.length - 1
  let total = power[0] + 1e-12
  let weighted = 0
  let levelSum = 0
  let levelByPower = 0
  for (let k = 1; k <= bins; k++) {
    total += power[k]
    weighted += power[k] * k
    levelSum += levelsDb[k]
    levelByPower += power[k] * levelsDb[k]
  }
  const totalDb = decibels(total)
  const entropyDb = (totalDb * (total - power[0]) - levelByPower) / total
  return {
    centroid: hzToMel((weighted / total) * binHz),
    rolloff25: rolloff(power, 0.25 * total),
    rolloff50: rolloff(power, 0.5 * total),
    rolloff85: rolloff(power, 0.85 * total),
    slopeLow: slope(levelsDb, 1, binAt(500)),
    slopeMid: slope(levelsDb, binAt(500), binAt(1500)),
    alphaRatioDb: ratioDb(sumOf(power, binAt(50), binAt(1000)), sumOf(power, binAt(1000), binAt(5000))),
    hammarbergDb: ratioDb(maxOf(power, 0, binAt(2000)), maxOf(power, binAt(2000), binAt(5000))),
    flatnessDb: levelSum / bins - totalDb + decibels(bins),
    entropy: entropyDb / decibels(bins),
  }
}

/** Bins further below the mean than this hold nothing, and mustn't rule what is measured in dB. */
const floorShare = 1e-6

/** Writes the level of each bin in dB; none lies further than 60 dB under the mean of all. */
export function toLevelsDb(power: Float64Array, levelsDb: Float64Array): void {
  const floor = ((sumOf(power, 0, power.length) + 1e-12) / power.length) * floorShare
  for (let k = 0; k < power.length; k++) levelsDb[k] = decibels(power[k] + floor)
}

const binHz = sampleRateHz / spectrumFftSize

function binAt(hz: number): number {
  return Math.round(hz / binHz)
}

/** Octaves over 1 Hz below which so much energy lies. */
function rolloff(power: Float64Array, energy: number): number {
  let sum = 0
  let k = 0
  while (k < power.length) {
    sum += power[k++]
    if (sum >= energy) break
  }
  return Math.log2(k * binHz)
}

/** Least-squares line through the levels of the bins from `from` to `to`, dB per kHz. */
function slope(levelsDb: Float64Array, from: number, to: number): number {
  const middle = (from + to) / 2
  let products = 0
  let squares = 0
  for (let k = from; k <= to; k++) {
    products += (k - middle) * levelsDb[k]
    squares += (k - middle) ** 2
  }
  return (products * 1000) / (squares * binHz)
}

/** Within ±60 dB: past that it is silence that is measured. */
function ratioDb(above: number, below: number): number {
  return Math.max(-60, Math.min(60, decibels((above + 1e-20) / (below + 1e-20))))
}

function sumOf(power: Float64Array, from: number, to: number): number {
  let sum = 0
  for (let k = from; k < to; k++) sum += power[k]
  return sum
}

function maxOf(power: Float64Array, from: number, to: number): number {
  let max = 0
  for (let k = from; k < to; k++) if (power[k] > max) max = power[k]
  return max
}
