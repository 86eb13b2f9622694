import { blockSamples, hopSamples, int16Scale, sampleRateHz } from './audio.ts'

/** Rumble and mains hum below this carry no voice; the lowest F0 that is looked for lies at it. */
const highPassHz = 60

export interface BlockReader {
  /** Calls `onBlock` for each block that `samples` completes, every 10 ms. The block is reused: copy what must stay. */
  read(samples: Int16Array, onBlock: (block: Float64Array, endSample: number) => void): void
}

/** Cuts a stream of samples, in chunks of any length, into overlapping high-passed blocks of 40 ms. */
export function createBlockReader(): BlockReader {
  const block = new Float64Array(blockSamples)
  const highPass = createHighPass(highPassHz)
  let filled = 0
  let position = 0

  function read(samples: Int16Array, onBlock: (block: Float64Array, endSample: number) => void): void {
    for (const sample of samples) {
      block[filled++] = highPass(sample / int16Scale)
      position++
      if (filled < blockSamples) continue
      onBlock(block, position)
      block.copyWithin(0, hopSamples)
      filled -= hopSamples
    }
  }

  return { read }
}

/** Second-order Butterworth high-pass: the bilinear transform as in R. Bristow-Johnson's Audio EQ Cookbook. */
function createHighPass(cornerHz: number): (x: number) => number {
  const omega = (2 * Math.PI * cornerHz) / sampleRateHz
  const alpha = Math.sin(omega) / Math.SQRT2
  const cos = Math.cos(omega)
  const b0 = (1 + cos) / 2 / (1 + alpha)
  const a1 = (-2 * cos) / (1 + alpha)
  const a2 = (1 - alpha) / (1 + alpha)
  let z1 = 0
  let z2 = 0
  return (x) => {
    const y = b0 * x + z1
    z1 = -2 * b0 * x - a1 * y + z2
    z2 = b0 * x - a2 * y
    return y
  }
}
