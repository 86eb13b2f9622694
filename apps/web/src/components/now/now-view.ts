import type { SpeechStateName, ToneEvent } from '@undertone/shared'
import type { VoicePhase } from '../../composables/useVoiceFeed.ts'
import type { Messages } from '../../messages/en.ts'
import { clockTime } from '../../messages/format-time.ts'
import { certaintyOf } from './certainty.ts'
import type { Certainty } from './certainty.ts'
import type { ShapeName } from './shape-path.ts'

/** Everything that the Now panel shows. */
export interface NowView {
  readonly word: string
  readonly shape: ShapeName
  readonly certainty: Certainty
  readonly arousal: number
  /** How sure, in words; empty where nothing is claimed. */
  readonly sureness: string
  readonly subtext: string
  /** Shift and prosody, in words. */
  readonly details: readonly string[]
}

export interface NowSituation {
  readonly latest: ToneEvent | null
  /** The latest tone is of the turn of speech at hand, not of one before. */
  readonly isLatestOfNow: boolean
  readonly speech: SpeechStateName | null
  /** Of whatever voice this page sends; `null` where it sends none and only watches. */
  readonly voice: VoicePhase | null
  /** The server takes what that voice gives. */
  readonly isReady: boolean
  /** The way to the server has failed: nobody can tell what is heard now. */
  readonly isCutOff: boolean
}

/** A shift smaller than this is within what a steady voice does anyway. */
const smallestShift = 0.15

/** What is to be shown now, in the words of `messages`. */
export function nowView(situation: NowSituation, messages: Messages): NowView {
  const { latest, speech, voice } = situation
  const { now } = messages
  if (situation.isCutOff) return quiet(now.cutOff, lastHeard(latest, messages))
  if (voice === 'paused') return quiet(now.microphonePaused, lastHeard(latest, messages))
  if (speech === 'unclear') return { ...quiet(now.unclear, now.unclearHint), shape: 'unclear' }
  if (speech !== 'speaking') return silentView(situation, messages)
  return latest && situation.isLatestOfNow ? toneView(latest, messages) : quiet(now.speaking, '')
}

function silentView({ latest, speech, voice, isReady }: NowSituation, messages: Messages): NowView {
  const { now } = messages
  const last = lastHeard(latest, messages)
  if (voice === null && speech === null) return quiet(now.waiting, last)
  if (voice === 'starting') return quiet(now.starting, '')
  if (voice === 'on' && isReady && speech === null) return quiet(now.waiting, last)
  if (voice === 'on' && !(isReady && speech === 'listening')) return quiet(now.starting, last)
  return speech === 'listening'
    ? quiet(now.listening, last)
    : quiet(now.microphoneOff, last || now.microphoneOffHint)
}

function toneView(tone: ToneEvent, messages: Messages): NowView {
  const certainty = certaintyOf(tone.confidence)
  const isShifting = tone.shift_direction !== 'stable' && tone.shift_magnitude >= smallestShift
  const shift = isShifting ? [messages.shifts[tone.shift_direction]] : []
  return {
    word: messages.toneWord(tone.label),
    shape: tone.affect,
    certainty,
    arousal: tone.arousal,
    sureness: messages.certainties[certainty],
    subtext: messages.subtextOf(tone),
    details: [...shift, ...tone.prosody_flags.map((flag) => messages.flags[flag])],
  }
}

function quiet(word: string, subtext: string): NowView {
  return { word, shape: 'still', certainty: 'sure', arousal: 0, sureness: '', subtext, details: [] }
}

function lastHeard(latest: ToneEvent | null, { now, toneWord }: Messages): string {
  return latest ? now.lastHeard(toneWord(latest.label), clockTime(latest.timestamp)) : ''
}
