import { applyToFour, type LinearMap } from './linear-map.ts'

/** A causal convolution over frames of `channels` values. */
export interface ConvolutionLayer {
  channels: number
  /** Frames that a kernel sees, and frames from one output to the next. */
  kernelFrames: number
  strideFrames: number
  /** Before the first frame stands the first one again, or else zeros. */
  repeatsFirst: boolean
  /** Its inputs are the frames of the kernel, oldest first, each with all its channels. An even number of outputs. */
  kernel: LinearMap
}

/** Frames one after the other: `count` times as many values as each has. */
export interface FrameBatch {
  values: Float64Array
  count: number
}

export interface FrameConvolution {
  /** Takes the next frames, as many as `longest` at most; gives the rectified outputs that are due. They are reused. */
  run(frames: FrameBatch): FrameBatch
  /** Forgets the frames: the next one is the first. */
  restart(): void
}

/**
 * Runs one layer along frames as they come: nothing is computed twice, however the windows over its outputs overlap, and it
 * makes no difference how the frames are cut into batches.
 */
export function createFrameConvolution(layer: ConvolutionLayer, longest: number): FrameConvolution {
  const { channels, kernelFrames, strideFrames, repeatsFirst, kernel } = layer
  const kept = kernelFrames - 1
  // Outputs are made four at a time: the last ones may look beyond what was heard, and aren't given.
  const seen = new Float64Array((kept + longest + 4 * strideFrames) * channels)
  const outputs = new Float64Array((Math.ceil(longest / strideFrames) + 4) * kernel.outputs)
  let heard = 0

  function run({ values, count }: FrameBatch): FrameBatch {
    if (count === 0) return { values: outputs, count: 0 }
    if (heard === 0) fillBefore(values)
    seen.set(values.subarray(0, count * channels), kept * channels)
    // How far the first output is from the first frame that is new.
    const wait = (strideFrames - (heard % strideFrames)) % strideFrames
    const due = wait < count ? Math.ceil((count - wait) / strideFrames) : 0
    for (let done = 0; done < due; done += 4)
      applyToFour(
        kernel,
        seen,
        (wait + done * strideFrames) * channels,
        strideFrames * channels,
        outputs,
        done * kernel.outputs,
      )
    rectify(due * kernel.outputs)
    seen.copyWithin(0, count * channels, (count + kept) * channels)
    heard += count
    return { values: outputs, count: due }
  }

  function fillBefore(values: Float64Array): void {
    if (!repeatsFirst) seen.fill(0, 0, kept * channels)
    else for (let frame = 0; frame < kept; frame++) seen.set(values.subarray(0, channels), frame * channels)
  }

  function rectify(length: number): void {
    for (let i = 0; i < length; i++) if (outputs[i] < 0) outputs[i] = 0
  }

  return { run, restart: () => void (heard = 0) }
}
