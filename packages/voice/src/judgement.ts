import type { Affect } from '@undertone/shared'
import { affects } from './affects.ts'

/** What a stretch of speech sounds like. */
export interface Judgement {
  affect: Affect
  /** Calibrated probability of `affect`, 0–1. */
  confidence: number
  /** −1…1. */
  arousal: number
  valence: number
  /** Sums to 1. */
  probabilities: Record<Affect, number>
}

/** `shares` of each affect, in the order of `affects`, as a judgement. */
export function toJudgement(shares: ArrayLike<number>, arousal: number, valence: number): Judgement {
  let best = 0
  for (let i = 1; i < shares.length; i++) if (shares[i] > shares[best]) best = i
  return {
    affect: affects[best],
    confidence: shares[best],
    arousal: clampUnit(arousal),
    valence: clampUnit(valence),
    probabilities: byAffect((affect) => shares[affects.indexOf(affect)]),
  }
}

/** The mean of several judgements, as of the windows of one recording. */
export function meanJudgement(judgements: readonly Judgement[]): Judgement {
  const meanOf = (read: (judgement: Judgement) => number) =>
    judgements.reduce((sum, judgement) => sum + read(judgement), 0) / judgements.length
  return toJudgement(
    affects.map((affect) => meanOf(({ probabilities }) => probabilities[affect])),
    meanOf(({ arousal }) => arousal),
    meanOf(({ valence }) => valence),
  )
}

export function byAffect(valueOf: (affect: Affect) => number): Record<Affect, number> {
  return {
    neutral: valueOf('neutral'),
    calm: valueOf('calm'),
    happy: valueOf('happy'),
    sad: valueOf('sad'),
    angry: valueOf('angry'),
    fearful: valueOf('fearful'),
    disgusted: valueOf('disgusted'),
    surprised: valueOf('surprised'),
    bored: valueOf('bored'),
  }
}

function clampUnit(value: number): number {
  return Math.max(-1, Math.min(1, value))
}
