import { blockSamples, levelDb, pitchBlockSamples, spectrumFftSize, spectrumSamples } from './audio.ts'
import { createCepstralPeak } from './cepstral-peak.ts'
import { createCosineTransform } from './cosine-transform.ts'
import { measureCycles } from './cycles.ts'
import { column, melBands, mfccs } from './frame-layout.ts'
import { createHalfRate } from './half-rate.ts'
import { measureHarmonics } from './harmonics.ts'
import { hann } from './hann.ts'
import { createMelBank } from './mel.ts'
import { createPitchTracker, type Pitch } from './pitch.ts'
import { measureShape, toLevelsDb } from './spectral-shape.ts'
import { vectors } from './vectors.ts'

export interface FrameAnalyser {
  /** Writes the columns of one frame into `row` and says its pitch; `isVoiced` and `gapFrames` are left to the caller. */
  analyse(block: Float32Array, row: Float32Array): Pitch
}

const middle = vectors.room(spectrumSamples)
const window = vectors.room(spectrumSamples)
window.set(hann(spectrumSamples))
const windowed = vectors.room(spectrumFftSize)
const power = vectors.room(spectrumFftSize / 2 + 1)
const levelsDb = vectors.room(spectrumFftSize / 2 + 1)
const halved = vectors.room(pitchBlockSamples)
const bank = createMelBank({ bands: melBands, fftSize: spectrumFftSize, lowHz: 60, highHz: 7600 })
const cosineTransform = createCosineTransform(melBands, mfccs)
const mel = vectors.room(melBands)
const melDb = vectors.room(melBands)

/** Measures blocks of 40 ms, each a hop after the one before: level, pitch, and the spectrum of the middle 25 ms. */
export function createFrameAnalyser(): FrameAnalyser {
  const halve = createHalfRate()
  const trackPitch = createPitchTracker()
  const prominence = createCepstralPeak()
  const melBefore = new Float32Array(melBands)

  function analyse(block: Float32Array, row: Float32Array): Pitch {
    row[column.levelDb] = levelDb(transformMiddle(block))
    toLevelsDb(power, levelsDb)
    halved.set(halve(block))
    const pitch = trackPitch(halved)
    row[column.cepstralPeakDb] = prominence(halved)
    writePitch(pitch, halved, row)
    writeShape(row)
    writeHarmonics(pitch, row)
    writeCepstrum(row)
    return pitch
  }

  function writeShape(row: Float32Array): void {
    const shape = measureShape(power, levelsDb)
    row[column.centroid] = shape.centroid
    row[column.rolloff25] = shape.rolloff25
    row[column.rolloff50] = shape.rolloff50
    row[column.rolloff85] = shape.rolloff85
    row[column.slopeLow] = shape.slopeLow
    row[column.slopeMid] = shape.slopeMid
    row[column.alphaRatioDb] = shape.alphaRatioDb
    row[column.hammarbergDb] = shape.hammarbergDb
    row[column.flatnessDb] = shape.flatnessDb
    row[column.entropy] = shape.entropy
  }

  function writeHarmonics(pitch: Pitch, row: Float32Array): void {
    const harmonics = measureHarmonics(power, pitch.f0Hz)
    row[column.h1h2Db] = harmonics.h1h2Db
    row[column.h1a1Db] = harmonics.h1a1Db
    row[column.h1a3Db] = harmonics.h1a3Db
  }

  function writeCepstrum(row: Float32Array): void {
    bank.apply(power, mel)
    vectors.decibels(mel, melDb, melBands, quietestMel)
    row.set(melDb, column.firstMel)
    toRelativeDb(mel)
    cosineTransform(mel, row, column.firstMfcc)
    row[column.fluxDb] = meanDifference(mel, melBefore)
    melBefore.set(mel)
  }

  return { analyse }
}

/** Writes the power spectrum of the middle of `block`; returns its mean square. */
function transformMiddle(block: Float32Array): number {
  const from = (blockSamples - spectrumSamples) / 2
  middle.set(block.subarray(from, from + spectrumSamples))
  const squares = vectors.windowed(middle, window, windowed, spectrumSamples)
  vectors.powerSpectrum(windowed, power)
  return squares / spectrumSamples
}

/** The last bit of Int16 as white noise puts about so much energy into the narrowest band. */
const quietestMel = 1e-8

function writePitch({ f0Hz, clarity }: Pitch, halved: Float32Array, row: Float32Array): void {
  // Semitones over 55 Hz (A1).
  row[column.f0St] = f0Hz > 0 ? 12 * Math.log2(f0Hz / 55) : 0
  // Boersma 1993: harmonics-to-noise ratio from the height r of the autocorrelation's peak.
  const r = Math.min(0.9999, Math.max(0.0001, clarity))
  row[column.harmonicityDb] = 10 * Math.log10(r / (1 - r))
  const cycles = measureCycles(halved, clarity >= leastClarity ? f0Hz : 0)
  row[column.jitter] = cycles.jitter
  row[column.shimmerDb] = cycles.shimmerDb
}

/** Cycles are worth looking for where so much repeats. */
const leastClarity = 0.6

/** Band energies to dB over their mean energy, at most 50 dB below it: so room noise far under the voice has no say. */
function toRelativeDb(mel: Float32Array): void {
  let sum = 1e-12
  for (let band = 0; band < melBands; band++) sum += mel[band]
  const mean = sum / melBands
  for (let band = 0; band < melBands; band++) mel[band] /= mean
  vectors.decibels(mel, mel, melBands, 1e-5)
}

function meanDifference(a: Float32Array, b: Float32Array): number {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += Math.abs(a[i] - b[i])
  return sum / a.length
}
