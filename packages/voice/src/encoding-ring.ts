/** Added to each variance, so that the spread of a unit that stands still has a slope to learn by. */
const leastVariance = 1e-4

export interface EncodingRing {
  /** Values in an encoding. */
  readonly units: number
  push(encoding: Float32Array): void
  /** Mean of each unit over the encodings held, then the spread of each. Zeros where none is held. */
  pool(): Float64Array
  clear(): void
}

/** Keeps the last `capacity` encodings of `units` values. */
export function createEncodingRing(units: number, capacity: number): EncodingRing {
  const ring = new Float32Array(units * capacity)
  let next = 0
  let held = 0

  function push(encoding: Float32Array): void {
    ring.set(encoding, next * units)
    next = (next + 1) % capacity
    held = Math.min(held + 1, capacity)
  }

  function pool(): Float64Array {
    const pooled = new Float64Array(2 * units)
    if (held === 0) return pooled
    for (let at = 0; at < held * units; at += units)
      for (let unit = 0; unit < units; unit++) pooled[unit] += ring[at + unit] / held
    for (let at = 0; at < held * units; at += units)
      for (let unit = 0; unit < units; unit++)
        pooled[units + unit] += (ring[at + unit] - pooled[unit]) ** 2 / held
    for (let unit = units; unit < 2 * units; unit++) pooled[unit] = Math.sqrt(pooled[unit] + leastVariance)
    return pooled
  }

  function clear(): void {
    next = 0
    held = 0
  }

  return { units, push, pool, clear }
}
