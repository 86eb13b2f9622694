/** The rate of every sample that the voice pipeline takes. */
export const sampleRateHz = 16_000

/** One frame each 10 ms. */
export const hopSamples = 160
export const framesPerS = sampleRateHz / hopSamples

/** The spectrum is taken over 25 ms, in the middle of a block. */
export const spectrumSamples = 400
export const spectrumFftSize = 512

/** Pitch needs two periods of the lowest voice, so a block is 40 ms long. */
export const blockSamples = 640

/** Pitch is looked for at half the rate: no F0 lies above 600 Hz, and the transforms cost half. */
export const pitchRateHz = sampleRateHz / 2
export const pitchBlockSamples = blockSamples / 2

/** Full scale of Int16, so that samples become −1…1. */
export const int16Scale = 32_768

/** Level of a mean square in dB relative to full scale, not lower than −100 (under the last bit of Int16). */
export function levelDb(meanSquare: number): number {
  return 10 * Math.log10(meanSquare + 1e-10)
}
