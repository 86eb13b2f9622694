import { VoiceError } from './voice-error.ts'

/** The page's one AudioContext. Phones let it run only when it is opened inside a tap. */
export interface AudioGate {
  /** Call it first thing in a tap's handler. Throws a `VoiceError` where the browser has no Web Audio. */
  open(): AudioContext
}

export function createAudioGate(create: () => AudioContext | null): AudioGate {
  let context: AudioContext | null = null

  function open(): AudioContext {
    if (!context || context.state === 'closed') context = create()
    if (!context) throw new VoiceError('unsupported')
    // Not awaited: where no tap stands behind it, it stays pending for good.
    void context.resume().catch(() => undefined)
    return context
  }

  return { open }
}
