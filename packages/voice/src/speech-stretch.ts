import type { SpeechFrames } from './frame-layout.ts'
import { imageOf, pushRow, startEncoders, type SpeechImage } from './speech-image.ts'
import { createSpeechRing } from './speech-ring.ts'
import { windowFrames } from './speech-window.ts'
import type { VoiceModel } from './voice-model.ts'

/** Speech without a long pause, of which the last 3 s are kept. */
export interface SpeechStretch {
  push(row: Float32Array): void
  /** Frames since it began. */
  length(): number
  /** The frames kept, oldest first. The values are reused by the next call. */
  window(): SpeechFrames
  image(): SpeechImage
  restart(): void
}

/** Follows speech frame by frame: what the encoders make of a frame is worked out once, however many windows see it. */
export function createSpeechStretch(model: VoiceModel): SpeechStretch {
  const ring = createSpeechRing(windowFrames)
  const running = startEncoders(model, windowFrames)
  let length = 0

  function push(row: Float32Array): void {
    length++
    ring.push(row)
    pushRow(running, row)
  }

  function restart(): void {
    length = 0
    ring.clear()
    for (const { encoder, encodings } of running) {
      encoder.restart()
      encodings.clear()
    }
  }

  return {
    push,
    length: () => length,
    window: () => ring.frames(),
    image: () => imageOf(model, ring.frames(), running),
    restart,
  }
}
