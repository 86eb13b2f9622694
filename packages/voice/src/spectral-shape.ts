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
 * Shape measures of a power spectrum and of its levels in dB, independent of how loud it is. Slopes, alpha ratio and Hammarberg index as in eGeMAPS
 * (Eyben et al., IEEE Trans. Affective Computing 2016).
 */
export function measureShape(power: Float64Array, levelsDb: Float64Array): SpectralShape {
  const binHz = sampleRateHz / 2 / (power.length - 1)
  const bin = (hz: number) => Math.round(hz / binHz)
  const total = sumOf(power, 0, power.length) + 1e-12
  const totalDb = 10 * Math.log10(total)

  let weighted = 0
  let dbSum = 0
  let entropySum = 0
  for (let k = 1; k < power.length; k++) {
    const share = power[k] / total
    const shareDb = levelsDb[k] - totalDb
    weighted += share * k
    dbSum += shareDb
    entropySum -= share * shareDb
  }
  const bins = power.length - 1
  const [rolloff25, rolloff50, rolloff85] = rolloffs(power, total, binHz)
  return {
    centroid: hzToMel(weighted * binHz),
    rolloff25,
    rolloff50,
    rolloff85,
    slopeLow: slope(levelsDb, 1, bin(500), binHz),
    slopeMid: slope(levelsDb, bin(500), bin(1500), binHz),
    alphaRatioDb: ratioDb(sumOf(power, bin(50), bin(1000)), sumOf(power, bin(1000), bin(5000))),
    hammarbergDb: ratioDb(maxOf(power, 0, bin(2000)), maxOf(power, bin(2000), bin(5000))),
    flatnessDb: dbSum / bins + 10 * Math.log10(bins),
    entropy: entropySum / (10 * Math.log10(bins)),
  }
}

/** Bins further below the mean than this hold nothing, and mustn't rule what is measured in dB. */
const floorShare = 1e-6

/** Writes the level of each bin in dB; none lies further than 60 dB under the mean of all. */
export function toLevelsDb(power: Float64Array, levelsDb: Float64Array): void {
  const floor = ((sumOf(power, 0, power.length) + 1e-12) / power.length) * floorShare
  for (let k = 0; k < power.length; k++) levelsDb[k] = dbPerNeper * Math.log(power[k] + floor)
}

const dbPerNeper = 10 / Math.LN10

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
function slope(levelsDb: Float64Array, from: number, to: number, binHz: number): number {
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
  return Math.max(-60, Math.min(60, 10 * Math.log10((above + 1e-20) / (below + 1e-20))))
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
