import { blockSamples, hopSamples } from './audio.ts'
import { createHighPass } from './high-pass.ts'

/** Rumble and mains hum below this carry no voice; the lowest F0 that is looked for lies at it. */
const highPassHz = 60

export interface BlockReader {
  /** Calls `onBlock` for each block that `samples` completes, every 10 ms. The block is reused: copy what must stay. */
  read(samples: Int16Array, onBlock: (block: Float32Array, endSample: number) => void): void
}

/** Cuts a stream of samples, in chunks of any length, into overlapping high-passed blocks of 40 ms. */
export function createBlockReader(): BlockReader {
  const block = new Float32Array(blockSamples)
  const highPass = createHighPass(highPassHz)
  let filled = 0
  let position = 0

  function read(samples: Int16Array, onBlock: (block: Float32Array, endSample: number) => void): void {
    let taken = 0
    while (taken < samples.length) {
      const count = Math.min(samples.length - taken, blockSamples - filled)
      highPass.filter(samples, taken, count, block, filled)
      taken += count
      filled += count
      position += count
      if (filled < blockSamples) return
      onBlock(block, position)
      block.copyWithin(0, hopSamples)
      filled -= hopSamples
    }
  }

  return { read }
}
