import { plainRows } from './plain-rows.ts'
import { vectors } from './vectors.ts'

/** Added to each variance, so that the spread of a unit that stands still has a slope to learn by. */
const leastVariance = 1e-4

/** More is rare, and walked without WebAssembly. */
const mostUnits = 192
const mostValues = 112 * mostUnits
const sharedValues = vectors.room(mostValues)
const sharedStatistics = vectors.room(2 * mostUnits)

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
  const width = 4 * Math.ceil(units / 4)
  const fits = units * capacity <= mostValues && width <= mostUnits
  const values = fits ? sharedValues : new Float32Array(units * capacity)
  const statistics = fits ? sharedStatistics : new Float32Array(2 * width)
  const { spread } = fits ? vectors : plainRows
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
    values.set(ring.subarray(0, held * units))
    spread({ values, stride: units, count: held }, statistics, width)
    for (let unit = 0; unit < units; unit++) {
      pooled[unit] = statistics[unit]
      pooled[units + unit] = Math.sqrt(statistics[width + unit] ** 2 + leastVariance)
    }
    return pooled
  }

  function clear(): void {
    next = 0
    held = 0
  }

  return { units, push, pool, clear }
}
