import type { VoiceTrouble } from '../../audio/voice-feed.ts'
import type { Absence } from '../../composables/useAbsence.ts'
import type { VoiceAbsence } from '../../composables/useVoiceAbsence.ts'
import type { VoicePhase } from '../../composables/useVoiceFeed.ts'
import type { Messages } from '../../messages/en.ts'
import type { VoiceSource } from '../../stores/running-session.ts'
import { absenceLine } from './absence-line.ts'

export interface LiveSituation {
  /** The stream's way has failed at least once. */
  readonly isTroubled: boolean
  /** Then it is the server, which answers and gives no stream. */
  readonly isRefused: boolean
  readonly isLive: boolean
  readonly trouble: VoiceTrouble | null
  readonly source: VoiceSource
  readonly voice: VoicePhase
  /** What the voice did while the page was hidden. */
  readonly voiceAbsence: VoiceAbsence | null
  /** The voice stopped by itself, and is back since a moment. */
  readonly hasRecovered: boolean
  /** How long a hidden page may listen, in words. */
  readonly keepTime: string
  /** The person is back since a moment. */
  readonly absence: Absence | null
  readonly isSampleFinished: boolean
  /** It played on a page that was left, and doesn't begin by itself. */
  readonly isSampleLeft: boolean
  /** The microphone has just begun, and goes on when the page is hidden. */
  readonly isToldOfListening: boolean
  readonly isNotKept: boolean
}

/** About two lines of small text on a phone that is 360 px wide: more would move what is above. */
const room = 90

/** A calm sentence or two for the place that is kept free for them; empty where there is nothing to say. */
export function liveNotice(situation: LiveSituation, messages: Messages): string {
  const { notices } = messages
  if (situation.isTroubled) return situation.isRefused ? notices.refused : notices.offline
  if (isComingBack(situation)) return ''
  const absence = absenceLine(situation.absence, messages)
  const voice = voiceLine(situation, messages)
  const both = [absence, voice].filter(Boolean).join(' ')
  if (both.length <= room) return both
  // What asks for something to be done comes first; how long it was and what is missing also stands in the list.
  return situation.trouble ? voice : absence
}

/** A return says its one thing when all is known: a sentence that changes twice in a moment is read three times. */
function isComingBack({ isLive, voice, voiceAbsence, absence, trouble }: LiveSituation): boolean {
  if (trouble) return false
  return (voiceAbsence !== null && !isLive) || (voice === 'starting' && (voiceAbsence ?? absence) !== null)
}

function voiceLine(situation: LiveSituation, messages: Messages): string {
  const { notices } = messages
  const { trouble, absence } = situation
  // Two lines are all there is room for.
  if (trouble === 'needsTap' && absence) return notices.tapToListen
  if (trouble) return notices.troubles[trouble]
  if (situation.voiceAbsence) return voiceAbsenceLine(situation, situation.voiceAbsence, messages)
  if (situation.hasRecovered) return notices.recovered
  if (situation.isSampleFinished) return notices.sampleFinished
  if (situation.isSampleLeft) return notices.sampleLeft
  if (situation.isToldOfListening) return notices.mayListen(situation.keepTime)
  return situation.isNotKept ? notices.notesNotKept : ''
}

function voiceAbsenceLine(situation: LiveSituation, how: VoiceAbsence, { notices }: Messages): string {
  const { voice, source, keepTime, absence } = situation
  // Where it is told how long the person was away, it needn't be said again.
  if (how === 'cutShort') return (absence ? notices.listenedForShort : notices.listenedFor)(keepTime)
  if (how === 'kept') return absence ? notices.keptListeningShort : notices.keptListening
  if (absence && absence.missedCount > 0 && voice === 'on' && source === 'microphone')
    return notices.backShort
  return (voice === 'on' ? notices.back : notices.paused)[source]
}
