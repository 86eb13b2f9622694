import { sampleRateHz, spectrumFftSize } from './audio.ts'
import { decibels } from './decibels.ts'
import { hzToMel } from './mel.ts'
import { vectors } from './vectors.ts'

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

/** Bins 1 and up have a say, the one at 0 Hz in the total alone. */
const bins = spectrumFftSize / 2
const sums = vectors.room(4)
/** Energy of the bins before each. */
const energyBefore = new Float64Array(bins + 2)

/**
 * Shape measures of a power spectrum and of its levels in dB, both in the room of `vectors`, independent of how loud it is. Slopes,
 * alpha ratio and Hammarberg index as in eGeMAPS (Eyben et al., IEEE Trans. Affective Computing 2016).
 */
export function measureShape(power: Float32Array, levelsDb: Float32Array): SpectralShape {
  vectors.sums(power, levelsDb, sums, bins)
  const total = sums[0] + power[bins] + 1e-12
  const weighted = sums[1] + power[bins] * bins
  const levelSum = sums[2] - levelsDb[0] + levelsDb[bins]
  const levelByPower = sums[3] - power[0] * levelsDb[0] + power[bins] * levelsDb[bins]
  const totalDb = decibels(total)
  const entropyDb = (totalDb * (total - power[0]) - levelByPower) / total
  addUp(power)
  return {
    centroid: hzToMel((weighted / total) * binHz),
    rolloff25: rolloff(0.25 * total),
    rolloff50: rolloff(0.5 * total),
    rolloff85: rolloff(0.85 * total),
    slopeLow: slope(levelsDb, 1, binAt(500)),
    slopeMid: slope(levelsDb, binAt(500), binAt(1500)),
    alphaRatioDb: ratioDb(energyOf(binAt(50), binAt(1000)), energyOf(binAt(1000), binAt(5000))),
    hammarbergDb: ratioDb(maxOf(power, 0, binAt(2000)), maxOf(power, binAt(2000), binAt(5000))),
    flatnessDb: levelSum / bins - totalDb + decibels(bins),
    entropy: entropyDb / decibels(bins),
  }
}

/** Bins further below the mean than this hold nothing, and mustn't rule what is measured in dB. */
const floorShare = 1e-6

/** Writes the level of each bin in dB; none lies further than 60 dB under the mean of all. Both lie in the room of `vectors`. */
export function toLevelsDb(power: Float32Array, levelsDb: Float32Array): void {
  vectors.sums(power, power, sums, bins)
  const floor = ((sums[0] + power[bins] + 1e-12) / (bins + 1)) * floorShare
  vectors.decibels(power, levelsDb, bins + 1, floor)
}

const binHz = sampleRateHz / spectrumFftSize

function binAt(hz: number): number {
  return Math.round(hz / binHz)
}

function addUp(power: Float32Array): void {
  let energy = 0
  for (let k = 0; k <= bins; k++) {
    energyBefore[k] = energy
    energy += power[k]
  }
  energyBefore[bins + 1] = energy
}

/** Octaves over 1 Hz below which so much energy lies. */
function rolloff(energy: number): number {
  let low = 1
  let high = bins + 1
  while (low < high) {
    const middle = (low + high) >> 1
    if (energyBefore[middle] >= energy) high = middle
    else low = middle + 1
  }
  return Math.log2(low * binHz)
}

function energyOf(from: number, to: number): number {
  return energyBefore[to] - energyBefore[from]
}

/** Least-squares line through the levels of the bins from `from` to `to`, dB per kHz. */
function slope(levelsDb: Float32Array, from: number, to: number): number {
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

function maxOf(power: Float32Array, from: number, to: number): number {
  let max = 0
  for (let k = from; k < to; k++) if (power[k] > max) max = power[k]
  return max
}
