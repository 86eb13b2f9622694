import Meyda from 'meyda'
import { PitchDetector } from 'pitchy'
import { answerWith } from '../support/worker.ts'
import type { VoiceAsk } from './ask.ts'
import { cpuMs, readPcm } from './read-pcm.ts'

// A part of the work as most people would have it done in JavaScript: pitch, MFCC and the shape of the spectrum of the same
// frames. No speech is found by it, nothing is described over time, and no network runs.
const hopSamples = 160
const pitchSamples = 640
const spectrumSamples = 512

const detector = PitchDetector.forFloat32Array(pitchSamples)
Object.assign(Meyda, {
  ...{ sampleRate: 16_000, bufferSize: spectrumSamples, windowingFunction: 'hanning' },
  ...{ melBands: 40, numberOfMFCCCoefficients: 13 },
})
const features = [
  'mfcc',
  'rms',
  'spectralCentroid',
  'spectralFlatness',
  'spectralRolloff',
  'spectralSlope',
] as const

answerWith<VoiceAsk>(async ({ file, seconds }) => {
  const samples = Float32Array.from(readPcm(file, seconds), (sample) => sample / 32_768)
  const before = cpuMs()
  for (let from = 0; from + pitchSamples <= samples.length; from += hopSamples) {
    detector.findPitch(samples.subarray(from, from + pitchSamples), 16_000)
    Meyda.extract([...features], samples.subarray(from, from + spectrumSamples))
  }
  return cpuMs() - before
})
