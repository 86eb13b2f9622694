import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  createConvolutionLayers,
  createFrameConvolution,
  mostFrames,
  type ConvolutionLayer,
  type FrameConvolution,
} from './frame-convolution.ts'
import { unpackMatrix } from './packed-matrix.ts'

// Whole numbers of the steps that inputs are brought to, so that the sums are exact in either kind.
const inputSteps = 4_096
const number = fc.integer({ min: -2 * inputSteps, max: 2 * inputSteps }).map((steps) => steps / inputSteps)

/** A layer of 2 channels, 8 units and kernels of 3 frames, with any weights. */
const layer = fc
  .record({
    strideFrames: fc.constantFrom(1, 2),
    repeatsFirst: fc.boolean(),
    steps: fc.array(fc.integer({ min: -127, max: 127 }), { minLength: 48, maxLength: 48 }),
    scales: fc.array(fc.constantFrom(2 ** -6, 2 ** -9), { minLength: 8, maxLength: 8 }),
    biases: fc.array(number, { minLength: 8, maxLength: 8 }),
  })
  .map(({ steps, scales, ...drawn }) => ({
    ...{ ...drawn, channels: 2, kernelFrames: 3, inputSteps },
    weights: { scales, base64: Buffer.from(Int8Array.from(steps)).toString('base64') },
  }))
type DrawnLayer = typeof layer extends fc.Arbitrary<infer Drawn> ? Drawn : never

function onLayer([layer]: readonly ConvolutionLayer[]): FrameConvolution {
  if (!layer) throw new Error('no layer')
  return createFrameConvolution(layer)
}

const frames = fc.array(fc.tuple(number, number), { minLength: 1, maxLength: 90 })

describe.each([
  ['in WebAssembly', true],
  ['in plain TypeScript', false],
])('a convolution that is run as frames come, %s', (_, mayUseWebAssembly) => {
  const layerOf = (drawn: DrawnLayer) => createConvolutionLayers([drawn], mayUseWebAssembly)
  const create = (drawn: DrawnLayer) => onLayer(layerOf(drawn))

  it('gives what the sum over each kernel’s frames gives, however they are cut into batches', () => {
    const lengths = fc.array(fc.integer({ min: 0, max: mostFrames }), { maxLength: 12 })
    fc.assert(
      fc.property(layer, frames, lengths, (shape, heard, cuts) => {
        const outputs = outputsOf(create(shape), heard, cuts)
        expect(outputs.length).toBe(Math.ceil(heard.length / shape.strideFrames))
        outputs.forEach((output, i) =>
          output.forEach((value, unit) =>
            expect(value).toBeCloseTo(summed(shape, heard, i * shape.strideFrames, unit), 4),
          ),
        )
      }),
    )
  })

  it('hears nothing of what another one hears on the same layer in between', () => {
    const turns = fc.array(fc.tuple(fc.boolean(), fc.integer({ min: 0, max: mostFrames })), { maxLength: 9 })
    fc.assert(
      fc.property(layer, frames, frames, turns, (shape, first, second, taken) => {
        const shared = layerOf(shape)
        const told = [first, second].map((heard) => ({ heard, from: 0, outputs: new Array<Float32Array>() }))
        const convolutions = told.map(() => onLayer(shared))
        const rest: [boolean, number][] = [false, true, false, true].map((isSecond) => [isSecond, mostFrames])
        for (const [isSecond, length] of [...taken, ...rest]) {
          const [own, convolution] = [told[Number(isSecond)], convolutions[Number(isSecond)]]
          if (!own || !convolution) continue
          own.outputs.push(...run(convolution, own.heard.slice(own.from, own.from + length)))
          own.from += length
        }
        expect(told.map(({ outputs }) => outputs)).toEqual(
          [first, second].map((heard) => outputsOf(create(shape), heard, [])),
        )
      }),
    )
  })

  it('knows nothing of what it heard before a restart', () => {
    fc.assert(
      fc.property(layer, frames, frames, (shape, before, after) => {
        const used = create(shape)
        outputsOf(used, before, [])
        used.restart()
        expect(outputsOf(used, after, [])).toEqual(outputsOf(create(shape), after, []))
      }),
    )
  })
})

/** All outputs, the frames being given in batches of `cuts` frames, and the rest in batches as long as may be. */
function outputsOf(
  convolution: FrameConvolution,
  heard: readonly (readonly number[])[],
  cuts: readonly number[],
): Float32Array[] {
  const outputs: Float32Array[] = []
  let from = 0
  for (const cut of [...cuts, ...heard.map(() => mostFrames)]) {
    outputs.push(...run(convolution, heard.slice(from, from + cut)))
    from += cut
  }
  return outputs
}

function run(convolution: FrameConvolution, batch: readonly (readonly number[])[]): Float32Array[] {
  const { values, count } = convolution.run({
    values: Float32Array.from(batch.flat()),
    count: batch.length,
  })
  return Array.from({ length: count }, (_, i) => values.slice(8 * i, 8 * i + 8))
}

function summed(
  { weights, biases, kernelFrames, channels, repeatsFirst }: DrawnLayer,
  heard: readonly (readonly number[])[],
  t: number,
  unit: number,
): number {
  const numbers = unpackMatrix(weights)
  let sum = biases[unit] ?? 0
  for (let k = 0; k < kernelFrames; k++)
    for (let channel = 0; channel < channels; channel++) {
      const at = t - kernelFrames + 1 + k
      const value = at >= 0 ? heard[at]?.[channel] : repeatsFirst ? heard[0]?.[channel] : 0
      sum += (numbers[unit * kernelFrames * channels + k * channels + channel] ?? 0) * (value ?? 0)
    }
  return Math.max(0, sum)
}
