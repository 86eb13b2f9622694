import type { VoiceTrouble } from './voice-feed.ts'

/** A voice couldn't be opened, for a reason that there is a sentence for. */
export class VoiceError extends Error {
  readonly trouble: VoiceTrouble

  constructor(trouble: VoiceTrouble) {
    super(trouble)
    this.name = 'VoiceError'
    this.trouble = trouble
  }

  /** Whatever `getUserMedia` or the audio graph threw, in our words (W3C Media Capture, 10.3.1). */
  static from(error: unknown): VoiceError {
    if (error instanceof VoiceError) return error
    const name = error instanceof Error || error instanceof DOMException ? error.name : ''
    if (name === 'NotAllowedError' || name === 'SecurityError') return new VoiceError('refused')
    if (name === 'NotFoundError' || name === 'OverconstrainedError') return new VoiceError('missing')
    if (name === 'NotReadableError' || name === 'AbortError') return new VoiceError('inUse')
    return new VoiceError('unsupported')
  }
}
