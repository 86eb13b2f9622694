import type { VoiceCoordinates } from './voice-coordinates.ts'

/**
 * What is known of a voice, its microphone and its room: how far it lies from the average one in each coordinate, once the
 * affects that it was heard in are taken off. So a voice that was angry all along isn't taken for one that sounds so by nature.
 */
export interface SpeakerBaseline {
  /** How much was heard, in stretches of `stretchS`. */
  readonly weight: number
  /** Sum over what was heard of its weight times its distance from its affect, in each coordinate. */
  readonly offsets: Float64Array
}

/** What is known of a voice that nothing was heard of. */
export function unknownVoice(coordinates: number): SpeakerBaseline {
  return { weight: 0, offsets: new Float64Array(coordinates) }
}

/** So much speech tells about as much as one recording that the model learnt from. */
const stretchS = 2.3

/** No stretch tells more than this, however long it is. */
const mostWeight = 1.5

/** Older speech fades: a baseline follows a voice through a day. */
const memory = 180 / stretchS

/**
 * The baseline with one more stretch in it: `speechS` seconds at `point`, heard in affects by `shares`, of the same voice with
 * a likelihood of `same`. Where it is another's, what was known fades: it would be taken for that voice's nature.
 */
export function hearMore(
  { weight, offsets }: SpeakerBaseline,
  { means }: VoiceCoordinates,
  { point, shares, speechS, same }: HeardStretch,
): SpeakerBaseline {
  const more = Math.min(mostWeight, speechS / stretchS)
  const stillOwn = same ** Math.min(1, more)
  const kept = Math.min(stillOwn, memory / (weight * stillOwn + more))
  return {
    weight: weight * kept + more,
    offsets: offsets.map((sum, d) => {
      let usual = 0
      for (let k = 0; k < shares.length; k++) usual += shares[k] * means[k][d]
      return sum * kept + more * (point[d] - usual)
    }),
  }
}

/** As little as is known where only a part, 0–1, of what is known may be of this voice. */
export function faded({ weight, offsets }: SpeakerBaseline, part: number): SpeakerBaseline {
  return { weight: weight * part, offsets: offsets.map((sum) => sum * part) }
}

export interface HeardStretch {
  point: Float64Array
  shares: Float64Array
  speechS: number
  same: number
}
