import type { Affect } from '@undertone/shared'
import { byAffect, type Judgement } from '../src/judgement.ts'

/** A judgement, or the zeros that stand for none, with four decimals. */
export function roundedJudgement({
  affect,
  confidence,
  arousal,
  valence,
  probabilities,
}: Omit<Judgement, 'affect'> & { affect: Affect | null }) {
  return {
    affect,
    confidence: round(confidence),
    arousal: round(arousal),
    valence: round(valence),
    probabilities: byAffect((name) => round(probabilities[name])),
  }
}

export function round(value: number): number {
  return Number(value.toFixed(4))
}
