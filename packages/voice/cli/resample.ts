/** Zero crossings of the sinc on either side: enough for a stop band of some −70 dB with this window. */
const crossings = 24

/** The pass band ends a little under half the lower rate, where the filter begins to fall. */
const passShare = 0.95

/**
 * Changes the rate of `samples` by band-limited interpolation: a windowed sinc, its cut-off below half of the lower of
 * both rates (J. O. Smith, "Digital Audio Resampling"). Filters for each phase are computed once.
 */
export function resample(samples: Float32Array, fromHz: number, toHz: number): Float32Array {
  if (fromHz === toHz) return samples
  const divisor = greatestCommonDivisor(fromHz, toHz)
  const [up, down] = [toHz / divisor, fromHz / divisor]
  const cutoff = passShare * Math.min(1, toHz / fromHz)
  const reach = Math.ceil(crossings / cutoff)
  const phases = new Map<number, Float32Array>()
  const out = new Float32Array(Math.ceil((samples.length * up) / down))
  for (let i = 0; i < out.length; i++) {
    const phase = (i * down) % up
    const filter = phases.get(phase) ?? makeFilter(phase / up, reach, cutoff)
    // A rate that shares no divisor has a phase for each sample: those aren't worth keeping.
    if (up <= 1024) phases.set(phase, filter)
    out[i] = convolve(samples, Math.floor((i * down) / up) - reach + 1, filter)
  }
  return out
}

/** Taps for the samples from `reach − 1` before to `reach` after, for a point `fraction` of a sample past one. */
function makeFilter(fraction: number, reach: number, cutoff: number): Float32Array {
  const taps = new Float32Array(2 * reach)
  let sum = 0
  for (let i = 0; i < taps.length; i++) {
    const distance = i - reach + 1 - fraction
    const angle = Math.PI * cutoff * distance
    const sinc = angle === 0 ? 1 : Math.sin(angle) / angle
    taps[i] = sinc * blackman(distance / reach)
    sum += taps[i]
  }
  return taps.map((tap) => tap / sum)
}

/** 1 at 0, 0 at ±1 and beyond. */
function blackman(x: number): number {
  return Math.abs(x) >= 1 ? 0 : 0.42 + 0.5 * Math.cos(Math.PI * x) + 0.08 * Math.cos(2 * Math.PI * x)
}

function convolve(samples: Float32Array, from: number, filter: Float32Array): number {
  let sum = 0
  const first = Math.max(0, -from)
  const last = Math.min(filter.length, samples.length - from)
  for (let i = first; i < last; i++) sum += filter[i] * samples[from + i]
  return sum
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b)
}
