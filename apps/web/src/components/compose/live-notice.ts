import type { VoiceTrouble } from '../../audio/voice-feed.ts'
import type { VoicePhase } from '../../composables/useVoiceFeed.ts'
import type { Messages } from '../../messages/en.ts'
import type { VoiceSource } from '../../stores/running-session.ts'

export interface LiveSituation {
  /** The stream's way has failed at least once. */
  readonly isTroubled: boolean
  readonly trouble: VoiceTrouble | null
  readonly source: VoiceSource
  readonly voice: VoicePhase
  /** The voice rested while the page was hidden. */
  readonly wasPaused: boolean
  readonly isSampleFinished: boolean
  readonly isNotKept: boolean
}

/** The one calm sentence for the place that is kept free for it; empty where there is nothing to say. */
export function liveNotice(situation: LiveSituation, { notices }: Messages): string {
  const { isTroubled, trouble, source, voice, wasPaused } = situation
  if (isTroubled) return notices.offline
  if (trouble) return notices.troubles[trouble]
  if (wasPaused) return (voice === 'on' ? notices.back : notices.paused)[source]
  if (situation.isSampleFinished) return notices.sampleFinished
  return situation.isNotKept ? notices.notesNotKept : ''
}
