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
  /** The session is an elcor's. */
  readonly isElcor?: boolean | undefined
}

/** A shift smaller than this is within what a steady voice does anyway. */
const smallestShift = 0.15

/** What is to be shown now, in the words of `messages`. */
export function nowView(situation: NowSituation, messages: Messages): NowView {
  const { latest, isLatestOfNow } = situation
  const state = stateOf(situation)
  if (state === 'speaking' && latest && isLatestOfNow) return toneView(latest, messages)
  return {
    word: messages.now[state],
    shape: state === 'unclear' ? 'unclear' : 'still',
    certainty: 'sure',
    arousal: 0,
    // Where nothing is claimed, an elcor still says how it says so.
    sureness: situation.isElcor ? messages.elcor[state] : '',
    subtext: quietSubtext(state, latest, messages),
    details: [],
  }
}

/** What the panel has to say where it has no tone to show. */
export type QuietState = keyof Messages['elcor']

function stateOf(situation: NowSituation): QuietState {
  const { speech, voice } = situation
  if (situation.isCutOff) return 'cutOff'
  if (voice === 'paused') return 'microphonePaused'
  if (speech === 'unclear' || speech === 'speaking') return speech
  return silentState(situation)
}

function silentState({ speech, voice, isReady }: NowSituation): QuietState {
  if (voice === null && speech === null) return 'waiting'
  if (voice === 'starting') return 'starting'
  if (voice === 'on' && isReady && speech === null) return 'waiting'
  if (voice === 'on' && !(isReady && speech === 'listening')) return 'starting'
  return speech === 'listening' ? 'listening' : 'microphoneOff'
}

function quietSubtext(state: QuietState, latest: ToneEvent | null, messages: Messages): string {
  if (state === 'unclear') return messages.now.unclearHint
  if (state === 'speaking') return ''
  return lastHeard(latest, messages) || (state === 'microphoneOff' ? messages.now.microphoneOffHint : '')
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

function lastHeard(latest: ToneEvent | null, { now, toneWord }: Messages): string {
  return latest ? now.lastHeard(toneWord(latest.label), clockTime(latest.timestamp)) : ''
}
