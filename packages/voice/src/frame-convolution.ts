import { createBatchDense, type BatchDense } from './batch-dense.ts'
import { stepsOf, unpackMatrix, type PackedMatrix } from './packed-matrix.ts'
import { createStepDenses } from './step-dense.ts'

/** A causal convolution over frames of `channels` values. */
export interface ConvolutionLayer {
  channels: number
  /** Frames that a kernel sees, and frames from one output to the next. */
  kernelFrames: number
  strideFrames: number
  /** Before the first frame stands the first one again, or else zeros. */
  repeatsFirst: boolean
  /** Its inputs are the frames of the kernel, oldest first, each with all its channels. Any number of convolutions run on it. */
  kernel: BatchDense
}

/** Frames one after the other: `count` times as many values as each has. */
export interface FrameBatch {
  values: Float32Array
  count: number
}

export interface FrameConvolution {
  /** Takes the next frames, `mostFrames` at most; gives the outputs that are due. They are reused by the next convolution that runs. */
  run(frames: FrameBatch): FrameBatch
  /** Forgets the frames: the next one is the first. */
  restart(): void
}

/** Work is saved up and done for so many frames at once at most. */
export const mostFrames = 64

export interface ConvolutionWeights extends Omit<ConvolutionLayer, 'kernel'> {
  /** All weights of the first unit, …; one bias a unit, a multiple of 8 of them. */
  weights: PackedMatrix
  biases: readonly number[]
  /** So many steps of its inputs make 1: see step-dense.ts. */
  inputSteps: number
}

/** Lays out the layers of one network: in WebAssembly, or where that can't be had, or mayn't, in plain TypeScript. */
export function createConvolutionLayers(
  layers: readonly ConvolutionWeights[],
  mayUseWebAssembly: boolean,
): ConvolutionLayer[] {
  const options = layers.map(({ weights, biases, channels, kernelFrames, strideFrames, inputSteps }) => ({
    ...{
      steps: stepsOf(weights),
      scales: weights.scales,
      weights: unpackMatrix(weights),
      biases,
      inputSteps,
    },
    inputValues: (kernelFrames - 1 + mostFrames) * channels,
    step: strideFrames * channels,
    mostAtOnce: mostFrames,
  }))
  const kernels = (mayUseWebAssembly ? createStepDenses(options) : null) ?? options.map(createBatchDense)
  return layers.map(({ channels, kernelFrames, strideFrames, repeatsFirst }, i) => ({
    ...{ channels, kernelFrames, strideFrames, repeatsFirst },
    kernel: kernels[i],
  }))
}

/**
 * Runs one layer along frames as they come: nothing is computed twice, however the windows over its outputs overlap, and it
 * makes no difference how the frames are cut into batches.
 */
export function createFrameConvolution(layer: ConvolutionLayer): FrameConvolution {
  const { channels, kernelFrames, strideFrames, repeatsFirst, kernel } = layer
  const before = new Float32Array((kernelFrames - 1) * channels)
  let heard = 0

  function run({ values, count }: FrameBatch): FrameBatch {
    if (count === 0) return { values: kernel.output, count: 0 }
    if (heard === 0) fillBefore(values)
    kernel.input.set(before)
    kernel.input.set(values.subarray(0, count * channels), before.length)
    // How far the first output is from the first frame that is new.
    const wait = (strideFrames - (heard % strideFrames)) % strideFrames
    const due = wait < count ? Math.ceil((count - wait) / strideFrames) : 0
    kernel.run(wait * channels, due)
    before.set(kernel.input.subarray(count * channels, count * channels + before.length))
    heard += count
    return { values: kernel.output, count: due }
  }

  function fillBefore(values: Float32Array): void {
    if (!repeatsFirst) before.fill(0)
    else for (let at = 0; at < before.length; at += channels) before.set(values.subarray(0, channels), at)
  }

  return { run, restart: () => void (heard = 0) }
}
