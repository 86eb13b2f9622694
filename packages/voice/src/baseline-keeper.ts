import { framesPerS } from './audio.ts'
import type { SpeakerBaseline } from './speaker-baseline.ts'
import type { SpeechImage } from './speech-image.ts'
import { windowFrames } from './speech-window.ts'
import { learnVoice, unknownVoiceFor, type VoiceModel } from './voice-model.ts'

export interface BaselineKeeper {
  /** The voice as it was before the window that ends `endFrame` frames into the stretch. */
  before(endFrame: number): SpeakerBaseline
  /** Takes in a window with `newFrames` frames that no window before it had. */
  hear(image: SpeechImage, endFrame: number, newFrames: number): void
  /** The stretch is over: nothing that comes overlaps with it. */
  endStretch(): void
  /** The voice as it is known with all that was heard. Asking changes nothing. */
  known(): SpeakerBaseline
}

/**
 * Learns how a voice usually sounds from windows that overlap. Each frame counts once, and never those of the window that
 * is being judged: beside itself nothing would stand out.
 */
export function createBaselineKeeper(model: VoiceModel, knownBefore?: SpeakerBaseline): BaselineKeeper {
  const unknown = unknownVoiceFor(model)
  // What a model with other coordinates has learnt says nothing here.
  let known = knownBefore?.offsets.length === unknown.offsets.length ? knownBefore : unknown
  let waiting: { image: SpeechImage; endFrame: number; newFrames: number }[] = []

  function learntUntil(frame: number): SpeakerBaseline {
    return waiting
      .filter(({ endFrame }) => endFrame <= frame)
      .reduce((voice, { image, newFrames }) => learnVoice(model, image, voice, newFrames / framesPerS), known)
  }

  function learnUntil(frame: number): void {
    known = learntUntil(frame)
    waiting = waiting.filter(({ endFrame }) => endFrame > frame)
  }

  return {
    before(endFrame) {
      learnUntil(endFrame - windowFrames)
      return known
    },
    hear: (image, endFrame, newFrames) => void waiting.push({ image, endFrame, newFrames }),
    endStretch: () => learnUntil(Infinity),
    known: () => learntUntil(Infinity),
  }
}
