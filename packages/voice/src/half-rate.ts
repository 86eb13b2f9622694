import { blockSamples, hopSamples, pitchBlockSamples } from './audio.ts'
import { vectors } from './vectors.ts'

/** Taps of a half-band low-pass beside its middle, every second being 0: a Blackman-windowed sinc of 23 taps. */
const sideTaps = Float64Array.from({ length: 6 }, (_, i) => {
  const away = 2 * i + 1
  const phase = (Math.PI * away) / 12
  const window = 0.42 + 0.5 * Math.cos(phase) + 0.08 * Math.cos(2 * phase)
  return (Math.sin((Math.PI * away) / 2) / (Math.PI * away)) * window
})
const gain = 1 / (0.5 + 2 * sideTaps.reduce((a, b) => a + b, 0))
const taps = vectors.room(1 + sideTaps.length)
taps.set([gain * 0.5, ...sideTaps.map((tap) => gain * tap)])

/** Samples of a block that the filter needs on either side of the middle one. */
const reach = 2 * sideTaps.length

const samples = vectors.room(blockSamples)
const results = vectors.room(pitchBlockSamples)

/**
 * Follows blocks that move on by one hop each, at half their rate: sample i of the answer stands `reach` samples before
 * sample 2i of the block. The array is reused by the next call.
 */
export function createHalfRate(): (block: Float32Array) => Float32Array {
  const halved = new Float32Array(pitchBlockSamples)
  let next = reach

  return function halve(block) {
    if (next > reach) halved.copyWithin(0, hopSamples / 2)
    samples.set(block.subarray(2 * (next - reach)))
    vectors.halve(samples, taps, results, halved.length - next)
    halved.set(results.subarray(0, halved.length - next), next)
    next = halved.length - hopSamples / 2
    return halved
  }
}
