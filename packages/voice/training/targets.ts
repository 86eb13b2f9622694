import type { Affect } from '@undertone/shared'
import { affects } from '../src/affects.ts'
import type { Recording } from './corpus.ts'

/**
 * Where each affect lies, [arousal, valence]: our own rough placing on the circumplex, in the order that Russell &
 * Mehrabian ("Evidence for a three-factor theory of emotions", J. Research in Personality 11, 1977) describe. The
 * figures were not checked against their table and are not to be quoted as theirs.
 */
const coordinates: Record<Affect, readonly [number, number]> = {
  neutral: [0, 0],
  calm: [-0.45, 0.6],
  happy: [0.5, 0.8],
  sad: [-0.3, -0.65],
  angry: [0.6, -0.5],
  fearful: [0.6, -0.65],
  disgusted: [0.35, -0.6],
  surprised: [0.65, 0.4],
  bored: [-0.6, -0.65],
}

/** RAVDESS has two intensities, which lie on either side of the ratings' plain word. */
const intensityScale: Record<string, number> = { normal: 0.85, strong: 1.15 }

export function arousalOf({ affect, intensity }: Recording): number {
  return scaled(coordinates[affect][0], intensity)
}

export function valenceOf({ affect, intensity }: Recording): number {
  return scaled(coordinates[affect][1], intensity)
}

/**
 * What to take from each logit while learning from a corpus. A corpus that has no word for an affect says nothing
 * against it, so that logit enters at e⁻² of its weight. (At full weight the model learns to tell the corpora apart;
 * at none nothing holds the affects of one corpus down in the other: UAR over all nine words falls by 0.13.)
 */
export function handicapsOf(corpusAffects: ReadonlySet<Affect>): number[] {
  return affects.map((affect) => (corpusAffects.has(affect) ? 0 : 2))
}

function scaled(value: number, intensity: string): number {
  return Math.max(-1, Math.min(1, value * (intensityScale[intensity] ?? 1)))
}
