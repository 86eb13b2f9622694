/** Turns blocks at one rate into blocks at another; keeps what it needs between calls. */
export interface Resampler {
  /**
   * Samples at the new rate that `block` completes, good until the next call. Delays by `zeroCrossings` samples of the slower
   * rate.
   */
  push(block: Float32Array): Float32Array
}

/** Lobes of the sinc on each side: with the window below the slope is 1.4 kHz wide at 16 kHz. */
const zeroCrossings = 32
/** Kaiser's β for about 90 dB (Oppenheim and Schafer, Discrete-Time Signal Processing, 7.5.3). */
const kaiserBeta = 9
/** Middle of the slope, as a part of the lower Nyquist band: at 16 kHz flat to 6.5 kHz, nothing left at 8. */
const passband = 0.91
/** Table points for each zero crossing; between them the kernel is interpolated linearly. */
const tableDensity = 512
/** Sound cards' rates have 640 places between two samples at most (11,025 Hz); more would be megabytes. */
const maxKeptPhases = 1_024

/** Band-limited interpolation with a windowed sinc (J. O. Smith, Digital Audio Resampling), for any pair of rates in whole Hz. */
export function createResampler(fromHz: number, toHz: number): Resampler {
  const shared = greatestCommonDivisor(fromHz, toHz)
  const [step, phases] = [fromHz / shared, toHz / shared]
  // Of the two Nyquist bands the narrower one decides, in cycles of the incoming rate.
  const cutoff = passband * Math.min(1, toHz / fromHz)
  const taps = tapCount(cutoff)
  const weightsAt = createWeights(cutoff, taps, phases)
  let held = new Float32Array(4 * taps)
  // The first outgoing sample lies on the first incoming one.
  let filled = taps / 2 - 1
  /** First of the samples in `held` that the next outgoing one is made of, and where it lies between the middle two. */
  let first = 0
  let phase = 0
  let out = new Float32Array(0)

  function push(block: Float32Array): Float32Array {
    hold(block)
    let count = 0
    while (first + taps <= filled) {
      out[count++] = weighted(held, first, weightsAt(phase))
      phase += step
      first += Math.floor(phase / phases)
      phase %= phases
    }
    return out.subarray(0, count)
  }

  function hold(block: Float32Array): void {
    if (filled + block.length > held.length) forgetUsed(block.length)
    held.set(block, filled)
    filled += block.length
    const most = Math.ceil((block.length * phases) / step) + 1
    if (out.length < most) out = new Float32Array(most)
  }

  function forgetUsed(needed: number): void {
    const used = Math.min(first, filled)
    const kept = held.subarray(used, filled)
    const room = 4 * taps + needed
    if (room > held.length) {
      const larger = new Float32Array(room)
      larger.set(kept)
      held = larger
    } else held.copyWithin(0, used, filled)
    filled -= used
    first -= used
  }

  return { push }
}

/** Samples that one is made of: a multiple of four, for `weighted`. */
function tapCount(cutoff: number): number {
  return 4 * Math.ceil(zeroCrossings / cutoff / 2)
}

/** The weights of a sample's neighbours, for each place that it may have between the middle two of them. */
function createWeights(cutoff: number, taps: number, phases: number): (phase: number) => Float32Array {
  const kernel = kernelTable()
  const weightsAt = (phase: number) =>
    Float32Array.from({ length: taps }, (_, i) => {
      const distance = Math.abs(i - (taps / 2 - 1) - phase / phases)
      return cutoff * kernelAt(kernel, distance * cutoff)
    })
  if (phases > maxKeptPhases) return weightsAt
  const kept = Array.from({ length: phases }, (_, phase) => weightsAt(phase))
  return (phase) => kept[phase] ?? weightsAt(phase)
}

/** Sum of `weights` over `samples` from `first` on. Four sums at once: each addition would wait for the one before. */
function weighted(samples: Float32Array, first: number, weights: Float32Array): number {
  let [a, b, c, d] = [0, 0, 0, 0]
  for (let i = 0; i < weights.length; i += 4) {
    a += (samples[first + i] ?? 0) * (weights[i] ?? 0)
    b += (samples[first + i + 1] ?? 0) * (weights[i + 1] ?? 0)
    c += (samples[first + i + 2] ?? 0) * (weights[i + 2] ?? 0)
    d += (samples[first + i + 3] ?? 0) * (weights[i + 3] ?? 0)
  }
  return a + b + c + d
}

/** The kernel at `crossings` from its centre. */
function kernelAt(kernel: Float32Array, crossings: number): number {
  if (crossings >= zeroCrossings) return 0
  const place = crossings * tableDensity
  const below = Math.floor(place)
  const left = kernel[below] ?? 0
  return left + (place - below) * ((kernel[below + 1] ?? 0) - left)
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b)
}

/** One side of the kernel: sinc × Kaiser, from the centre outwards. */
function kernelTable(): Float32Array {
  const table = new Float32Array(zeroCrossings * tableDensity + 2)
  for (let i = 0; i <= zeroCrossings * tableDensity; i++) {
    const x = i / tableDensity
    const sinc = x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x)
    table[i] = sinc * kaiser(x / zeroCrossings)
  }
  return table
}

/** The Kaiser window at `x`, 0 at its centre and 1 at its edge. */
function kaiser(x: number): number {
  return besselI0(kaiserBeta * Math.sqrt(Math.max(0, 1 - x * x))) / besselI0(kaiserBeta)
}

/** Modified Bessel function of the first kind, order 0, by its power series. */
function besselI0(x: number): number {
  let sum = 1
  let term = 1
  for (let k = 1; term > sum * 1e-12; k++) {
    term *= (x / (2 * k)) ** 2
    sum += term
  }
  return sum
}
