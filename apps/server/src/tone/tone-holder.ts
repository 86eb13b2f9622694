import type { ProsodyFlag } from '@undertone/shared'
import { reliabilityFloor, type HeardState, type VoiceFrame } from '@undertone/voice'
import { confidenceIn, holdAffect, type HeldAffect } from './held-affect.ts'
import { isNews, leastGapS } from './is-news.ts'
import { labelFor } from './labels.ts'
import { mergedConfidence } from './merged-confidence.ts'
import { mergeFrame, type MergedTone } from './merged-tone.ts'
import { prosodyFlags } from './prosody-flags.ts'
import { heard, shiftFrom, unknownSpeaker, type SpeakerBaseline } from './speaker-baseline.ts'
import type { ToneReading } from './tone-reading.ts'

/** What is remembered of one microphone between two frames. */
export interface ToneHold {
  /** As it was told last. */
  readonly speechState: HeardState
  readonly speaker: SpeakerBaseline
  readonly flags: readonly ProsodyFlag[]
  /** Of the turn of speech at hand, which ends with a pause. */
  readonly turn: Turn
}

interface Turn {
  readonly merged: MergedTone | null
  /** Null while nothing can be claimed. */
  readonly held: HeldAffect | null
  /** The turn's last event, and when it was, seconds of the session. */
  readonly said: { readonly reading: ToneReading; readonly atS: number } | null
}

export interface Held {
  hold: ToneHold
  /** What is worth an event; null for nothing new. */
  say: ToneReading | null
}

const newTurn: Turn = { merged: null, held: null, said: null }

export const nothingHeld: ToneHold = {
  speechState: 'listening',
  speaker: unknownSpeaker,
  flags: [],
  turn: newTurn,
}

/** `hold` once `frame` is heard, which ended at `atS` (seconds of the session), however sure the frame is. */
export function hold(before: ToneHold, frame: VoiceFrame, atS: number): Held {
  const { turn, speaker } = before
  const merged = mergeFrame(isFirstClaim(turn, frame) ? null : turn.merged, frame, atS)
  const held = nextHeld(turn, frame, merged)
  const flags = prosodyFlags(frame.prosody, speaker.recent, before.flags)
  const reading = held && readingOf(held, merged, { ...before, flags })
  const say = reading && isWorthSaying(reading, turn, atS) ? reading : null
  return {
    say,
    hold: {
      speechState: held ? 'speaking' : 'unclear',
      speaker: heard(speaker, frame),
      flags,
      turn: { merged, held, said: say ? { reading: say, atS } : turn.said },
    },
  }
}

/**
 * `hold` once the classifier tells what it hears: a pause ends the turn. Whether a voice is clear is decided here, by its
 * frames, so a voice that is heard again doesn't make what was unclear clear.
 */
export function hearState(before: ToneHold, state: HeardState): ToneHold {
  if (state === 'listening') return { ...before, speechState: state, turn: newTurn }
  if (state === 'unclear') return { ...before, speechState: state, turn: { ...before.turn, held: null } }
  return before.speechState === 'unclear' ? before : { ...before, speechState: state }
}

/** The first frame of a turn that reaches the floor speaks for itself: what was unclear before it says nothing against it. */
function isFirstClaim({ held, said }: Turn, { confidence }: VoiceFrame): boolean {
  return !held && !said && mergedConfidence(confidence) >= reliabilityFloor
}

/** What is claimed is always what was said last, so a change waits until it may be said. */
function nextHeld(turn: Turn, frame: VoiceFrame, merged: MergedTone): HeldAffect | null {
  if (isFirstClaim(turn, frame)) return { affect: frame.affect, sinceS: merged.atS, behindSinceS: null }
  const next = holdAffect(turn.held, merged)
  const isTaken = next && next.affect !== turn.held?.affect
  const maySay = !turn.said || merged.atS - turn.said.atS >= leastGapS
  return isTaken && !maySay ? turn.held : next
}

function readingOf(
  { affect }: HeldAffect,
  merged: MergedTone,
  { speaker, flags, turn }: ToneHold,
): ToneReading {
  const { arousal, valence } = merged
  const confidence = confidenceIn(merged, affect)
  const evidence = { affect, confidence, arousal, valence }
  const current = turn.held?.affect === affect ? (turn.said?.reading.label ?? null) : null
  return { ...evidence, label: labelFor(evidence, current), shift: shiftFrom(speaker, arousal), flags }
}

/** Of an affect that is held though it has fallen under the floor nothing is said: it is about to be left. */
function isWorthSaying(reading: ToneReading, { held, said }: Turn, atS: number): boolean {
  if (reading.confidence < reliabilityFloor) return false
  return !held || !said || isNews(reading, said.reading, atS - said.atS)
}
