import { backgroundKinds, makeBackground } from './activity/make-background.ts'
import { withNoise } from './conditions.ts'
import { telephoneBand } from './filters.ts'
import { loudRms } from './loudness.ts'
import { throughOpus } from './opus.ts'
import { createRandom } from './random.ts'
import { drawRoom, inRoom } from './room.ts'
import type { Utterance } from './utterance.ts'

/** What every recording is put under to see how much is lost by it. */
export const testConditions = ['noise', 'room', 'telephone', 'opus'] as const
export type TestCondition = (typeof testConditions)[number]

const noiseSamples = 8 * 16_000

/**
 * `noise`: each recording with one of nine kinds of background, 10 dB under the loud parts of it. `room`: one of 0.3 to 0.7 s
 * until an echo has died, the reflections from 10 dB to 4 dB under the direct sound. `telephone`: 300–3,400 Hz. `opus`: 16 kbit/s.
 */
export function underTest(
  utterances: readonly Utterance[],
  condition: TestCondition,
  seed: number,
): Float32Array[] {
  const random = createRandom(seed + 1_000_003 * (1 + testConditions.indexOf(condition)))
  const all = utterances.map(({ samples }) => samples)
  if (condition === 'opus') return throughOpus(all, 16)
  return utterances.map(({ samples, recording }, i) => {
    if (condition === 'telephone') return telephoneBand(samples)
    if (condition === 'room')
      return inRoom(
        samples,
        drawRoom({ decayS: random.between(0.3, 0.7), wetness: random.between(0.3, 0.6) }, random),
      )
    const others = utterances.flatMap((other) =>
      other.recording.speaker === recording.speaker ? [] : [other.samples],
    )
    const noise = makeBackground(backgroundKinds[i % backgroundKinds.length], noiseSamples, random, others)
    return withNoise(samples, noise, loudRms([samples]) * 10 ** (-10 / 20), random)
  })
}
