import { useVoiceFeed } from './useVoiceFeed.ts'
import type { UseVoiceFeedOptions, VoiceFeed } from './useVoiceFeed.ts'

/** The microphone's way to the server: `start` in a tap, `stop` whenever. `openVoice` opens the device. */
export function useMicrophone(options: UseVoiceFeedOptions): VoiceFeed {
  return useVoiceFeed(options)
}
