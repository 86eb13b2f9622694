import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createFrameConvolution, type ConvolutionLayer, type FrameConvolution } from './frame-convolution.ts'
import { createLinearMap } from './linear-map.ts'

const number = fc.double({ min: -2, max: 2, noNaN: true })

/** A layer of 2 channels, 4 units and kernels of 3 frames, with any weights. */
const layer: fc.Arbitrary<ConvolutionLayer> = fc.record({
  channels: fc.constant(2),
  kernelFrames: fc.constant(3),
  strideFrames: fc.constantFrom(1, 2),
  repeatsFirst: fc.boolean(),
  kernel: fc
    .tuple(
      fc.array(number, { minLength: 24, maxLength: 24 }),
      fc.array(number, { minLength: 4, maxLength: 4 }),
    )
    .map(([weights, biases]) => createLinearMap(weights, biases)),
})
const frames = fc.array(fc.tuple(number, number), { minLength: 1, maxLength: 24 })
const longest = 7

describe('a convolution that is run as frames come', () => {
  it('gives what the sum over each kernel’s frames gives, however they are cut into batches', () => {
    const lengths = fc.array(fc.integer({ min: 0, max: longest }), { maxLength: 12 })
    fc.assert(
      fc.property(layer, frames, lengths, (shape, heard, cuts) => {
        const outputs = outputsOf(createFrameConvolution(shape, longest), heard, cuts)
        expect(outputs.length).toBe(Math.ceil(heard.length / shape.strideFrames))
        outputs.forEach((output, i) =>
          output.forEach((value, unit) =>
            expect(value).toBeCloseTo(summed(shape, heard, i * shape.strideFrames, unit), 9),
          ),
        )
      }),
    )
  })

  it('knows nothing of what it heard before a restart', () => {
    fc.assert(
      fc.property(layer, frames, frames, (shape, before, after) => {
        const used = createFrameConvolution(shape, longest)
        outputsOf(used, before, [])
        used.restart()
        expect(outputsOf(used, after, [])).toEqual(
          outputsOf(createFrameConvolution(shape, longest), after, []),
        )
      }),
    )
  })
})

/** All outputs, the frames being given in batches of `cuts` frames, and the rest in batches as long as may be. */
function outputsOf(
  convolution: FrameConvolution,
  heard: readonly (readonly number[])[],
  cuts: readonly number[],
): Float64Array[] {
  const outputs: Float64Array[] = []
  let from = 0
  for (const cut of [...cuts, ...heard.map(() => longest)]) {
    const batch = heard.slice(from, from + cut)
    const { values, count } = convolution.run({
      values: Float64Array.from(batch.flat()),
      count: batch.length,
    })
    for (let i = 0; i < count; i++) outputs.push(values.slice(4 * i, 4 * i + 4))
    from += cut
  }
  return outputs
}

function summed(
  { kernel, kernelFrames, channels, repeatsFirst }: ConvolutionLayer,
  heard: readonly (readonly number[])[],
  t: number,
  unit: number,
): number {
  let sum = kernel.biases[unit] ?? 0
  for (let k = 0; k < kernelFrames; k++)
    for (let channel = 0; channel < channels; channel++) {
      const at = t - kernelFrames + 1 + k
      const value = at >= 0 ? heard[at]?.[channel] : repeatsFirst ? heard[0]?.[channel] : 0
      const input = k * channels + channel
      sum +=
        (kernel.interleaved[2 * (Math.floor(unit / 2) * kernel.inputs + input) + (unit % 2)] ?? 0) *
        (value ?? 0)
    }
  return Math.max(0, sum)
}
