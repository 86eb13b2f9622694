import { affectSchema, type Affect } from '@undertone/shared'
import { reliabilityFloor } from '@undertone/voice'
import { mergedConfidence } from './merged-confidence.ts'
import type { MergedTone } from './merged-tone.ts'

/** The affect that is claimed in a turn of speech until there is evidence to leave it. */
export interface HeldAffect {
  readonly affect: Affect
  readonly sinceS: number
  /** Since when another has been clearly ahead, without a break; null while none is. Seconds of the session. */
  readonly behindSinceS: number | null
}

/** Another affect is clearly ahead by so much confidence. */
const clearLead = 0.1
/** By so much it is taken at once. Two kinds of frame that come in turn never get there. */
const largeLead = 0.5
/** A lead must last to the next frame, which comes half a second later, give or take. */
const leadLastsS = 0.45
/** One affect stays for so long unless the evidence against it is overwhelming: about the time it takes to read a word. */
const leastHeldS = 1.45
/** After "unclear" an affect must be so far over the floor, or what lies about the floor would come and go. */
const returnMargin = 0.05

/**
 * What `merged` lets us claim; null where nothing reaches the floor. `held`: what was claimed until now, null for nothing.
 * The frames of a mood that comes in with them take it over after about a second; a single frame never does, unless
 * hardly anything spoke for the affect before.
 */
export function holdAffect(held: HeldAffect | null, merged: MergedTone): HeldAffect | null {
  const lead = leadOf(merged)
  const leadConfidence = confidenceIn(merged, lead)
  if (leadConfidence < reliabilityFloor + (held ? 0 : returnMargin)) return null
  const taken = { affect: lead, sinceS: merged.atS, behindSinceS: null }
  if (!held) return taken
  const margin = leadConfidence - confidenceIn(merged, held.affect)
  const followed = {
    ...held,
    behindSinceS: isBehind(held, merged, margin) ? (held.behindSinceS ?? merged.atS) : null,
  }
  return margin >= largeLead || isDueToLeave(followed, merged.atS) ? taken : followed
}

/** How sure `merged` is of `affect`, 0–1. */
export function confidenceIn({ probabilities }: MergedTone, affect: Affect): number {
  return mergedConfidence(probabilities[affect])
}

function leadOf({ probabilities }: MergedTone): Affect {
  return affectSchema.options.reduce((best, affect) =>
    probabilities[affect] > probabilities[best] ? affect : best,
  )
}

/** What can't be claimed any more needs no clear lead against it. */
function isBehind({ affect }: HeldAffect, merged: MergedTone, margin: number): boolean {
  return margin >= clearLead || (margin > 0 && confidenceIn(merged, affect) < reliabilityFloor)
}

function isDueToLeave({ sinceS, behindSinceS }: HeldAffect, atS: number): boolean {
  return behindSinceS !== null && atS - behindSinceS >= leadLastsS && atS - sinceS >= leastHeldS
}
