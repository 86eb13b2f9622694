import { frameColumns, type SpeechFrames } from './frame-layout.ts'

export interface SpeechRing {
  push(row: Float32Array): void
  /** The frames held, oldest first. They are overwritten as others come. */
  frames(): SpeechFrames
  count(): number
  clear(): void
}

/** Keeps the last `capacity` frames of speech, each in two places: so those held always stand in one piece, somewhere. */
export function createSpeechRing(capacity: number): SpeechRing {
  const ring = new Float32Array(2 * capacity * frameColumns)
  let next = 0
  let held = 0

  function push(row: Float32Array): void {
    ring.set(row, next * frameColumns)
    ring.set(row, (next + capacity) * frameColumns)
    next = (next + 1) % capacity
    held = Math.min(held + 1, capacity)
  }

  function frames(): SpeechFrames {
    const end = next + capacity
    return { values: ring.subarray((end - held) * frameColumns, end * frameColumns), count: held }
  }

  function clear(): void {
    next = 0
    held = 0
  }

  return { push, frames, count: () => held, clear }
}
