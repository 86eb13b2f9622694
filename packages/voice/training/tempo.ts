const windowSamples = 480
const hopSamples = windowSamples / 2
const seekSamples = 120

/** Resamples by linear interpolation: tempo, pitch and formants move together, as between one speaker and another. */
export function changeSpeed(samples: Float32Array, factor: number): Float32Array {
  const out = new Float32Array(Math.max(0, Math.floor((samples.length - 1) / factor)))
  for (let i = 0; i < out.length; i++) {
    const position = i * factor
    const below = Math.floor(position)
    out[i] = samples[below] + (position - below) * (samples[below + 1] - samples[below])
  }
  return out
}

/** `factor` times the tempo at the same pitch: overlap and add of similar pieces (WSOLA, Verhelst & Roelands, ICASSP 1993). */
export function changeTempo(samples: Float32Array, factor: number): Float32Array {
  const out = new Float32Array(Math.floor(samples.length / factor) + windowSamples)
  let piece = 0
  for (let at = 0; at + windowSamples < out.length; at += hopSamples) {
    const target = Math.round(at * factor)
    piece = at === 0 ? 0 : mostAlike(samples, piece + hopSamples, target)
    if (piece + windowSamples >= samples.length) break
    for (let i = 0; i < windowSamples; i++) out[at + i] += fade[i] * samples[piece + i]
  }
  return out.subarray(0, out.length - windowSamples)
}

/** The place near `target` whose samples go on most as those at `natural` do. */
function mostAlike(samples: Float32Array, natural: number, target: number): number {
  let best = target
  let highest = -Infinity
  for (let place = Math.max(0, target - seekSamples); place <= target + seekSamples; place += 2) {
    if (Math.max(place, natural) + hopSamples >= samples.length) break
    let likeness = 0
    for (let i = 0; i < hopSamples; i += 3) likeness += samples[place + i] * samples[natural + i]
    if (likeness <= highest) continue
    highest = likeness
    best = place
  }
  return best
}

const fade = Float32Array.from(
  { length: windowSamples },
  (_, i) => 0.5 - 0.5 * Math.cos((2 * Math.PI * (i + 0.5)) / windowSamples),
)
