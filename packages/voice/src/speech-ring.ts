import { frameColumns, type SpeechFrames } from './frame-layout.ts'

export interface SpeechRing {
  push(row: Float32Array): void
  /** The frames held, oldest first. The values are reused by the next call. */
  frames(): SpeechFrames
  count(): number
  clear(): void
}

/** Keeps the last `capacity` frames of speech. */
export function createSpeechRing(capacity: number): SpeechRing {
  const ring = new Float32Array(capacity * frameColumns)
  const ordered = new Float32Array(capacity * frameColumns)
  let next = 0
  let held = 0

  function push(row: Float32Array): void {
    ring.set(row, next * frameColumns)
    next = (next + 1) % capacity
    held = Math.min(held + 1, capacity)
  }

  function frames(): SpeechFrames {
    const split = held < capacity ? 0 : next * frameColumns
    ordered.set(ring.subarray(split))
    ordered.set(ring.subarray(0, split), ring.length - split)
    return { values: ordered.subarray(0, held * frameColumns), count: held }
  }

  function clear(): void {
    next = 0
    held = 0
  }

  return { push, frames, count: () => held, clear }
}
