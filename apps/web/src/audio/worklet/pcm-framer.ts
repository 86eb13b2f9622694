const frameSamples = 1_600
const fullScale = 32_767

/** Cuts samples (−1…1, 16 kHz) into Int16 frames of exactly 100 ms. */
export interface PcmFramer {
  /** Every frame that `samples` completes, 3,200 bytes each, little-endian. */
  push(samples: Float32Array): ArrayBuffer[]
}

export function createPcmFramer(): PcmFramer {
  let frame = new DataView(new ArrayBuffer(frameSamples * 2))
  let filled = 0

  function push(samples: Float32Array): ArrayBuffer[] {
    const full: ArrayBuffer[] = []
    for (const sample of samples) {
      frame.setInt16(filled++ * 2, toInt16(sample), true)
      if (filled < frameSamples) continue
      full.push(frame.buffer)
      frame = new DataView(new ArrayBuffer(frameSamples * 2))
      filled = 0
    }
    return full
  }

  return { push }
}

/** Clips instead of wrapping: an overdriven voice must not turn into noise. */
function toInt16(sample: number): number {
  return Math.round(Math.max(-1, Math.min(1, sample)) * fullScale)
}
