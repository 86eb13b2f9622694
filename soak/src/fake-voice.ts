import { conventionalFrameBytes } from '@undertone/shared'
import type { VoiceOpener } from '../../apps/web/src/audio/voice-feed.ts'

/** A frame comes less often than a real microphone gives one: each becomes an event here. */
const frameEveryMs = 500

/** A microphone that is never quiet. */
export const openFakeVoice: VoiceOpener = async (sink) => {
  const timer = setInterval(() => {
    if (sink.isReady()) sink.push(new Int16Array(conventionalFrameBytes / 2).fill(1_000).buffer)
  }, frameEveryMs)
  return { stop: () => clearInterval(timer), isAlive: () => true }
}
