/** Turns blocks at one rate into blocks at another; keeps what it needs between calls. */
export interface Resampler {
  /** Samples at the new rate that `block` completes. Delays by `zeroCrossings` samples of the slower rate. */
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

/** Band-limited interpolation with a windowed sinc (J. O. Smith, Digital Audio Resampling), for any pair of rates in Hz. */
export function createResampler(fromHz: number, toHz: number): Resampler {
  const step = fromHz / toHz
  // Of the two Nyquist bands the narrower one decides, in cycles of the incoming rate.
  const cutoff = passband * Math.min(1, toHz / fromHz)
  const reach = zeroCrossings / cutoff
  const kernel = kernelTable()
  let held = new Float32Array(Math.ceil(reach))
  /** Where in `held` the next outgoing sample lies. */
  let position = held.length

  function push(block: Float32Array): Float32Array {
    held = joined(held, block)
    const count = Math.max(0, Math.ceil((held.length - reach - position) / step))
    const out = new Float32Array(count)
    for (let i = 0; i < count; i++) out[i] = sampleAt(held, position + i * step, reach, cutoff, kernel)
    position += count * step
    forgetUsed()
    return out
  }

  function forgetUsed(): void {
    const used = Math.max(0, Math.floor(position - reach))
    held = held.slice(used)
    position -= used
  }

  return { push }
}

function sampleAt(
  held: Float32Array,
  at: number,
  reach: number,
  cutoff: number,
  kernel: Float32Array,
): number {
  const first = Math.max(0, Math.ceil(at - reach))
  const last = Math.min(held.length - 1, Math.floor(at + reach))
  let sum = 0
  for (let i = first; i <= last; i++) {
    const place = Math.abs(at - i) * cutoff * tableDensity
    const below = Math.floor(place)
    const left = kernel[below] ?? 0
    sum += (held[i] ?? 0) * (left + (place - below) * ((kernel[below + 1] ?? 0) - left))
  }
  return sum * cutoff
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

function joined(a: Float32Array, b: Float32Array): Float32Array<ArrayBuffer> {
  const both = new Float32Array(a.length + b.length)
  both.set(a)
  both.set(b, a.length)
  return both
}
