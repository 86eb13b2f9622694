import { useVoiceFeed } from './useVoiceFeed.ts'
import type { VoiceFeed } from './useVoiceFeed.ts'
import type { UseVoiceFeedOptions } from './voice-feed-options.ts'

/** The microphone's way to the server: `start` in a tap, `stop` whenever. `openVoice` opens the device. */
export function useMicrophone(options: UseVoiceFeedOptions): VoiceFeed {
  return useVoiceFeed(options)
}
