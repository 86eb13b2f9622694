import { openMicrophoneVoice } from '../audio/microphone-voice.ts'
import { useVoiceFeed } from './useVoiceFeed.ts'
import type { UseVoiceFeedOptions, VoiceFeed } from './useVoiceFeed.ts'

export type UseMicrophoneOptions = Omit<UseVoiceFeedOptions, 'openVoice'> & {
  /** Another way to a microphone, for tests. */
  readonly openVoice?: UseVoiceFeedOptions['openVoice']
}

/** The microphone's way to the server: `start` in a tap, `stop` whenever. */
export function useMicrophone({
  openVoice = openMicrophoneVoice,
  ...options
}: UseMicrophoneOptions): VoiceFeed {
  return useVoiceFeed({ ...options, openVoice })
}
