import { VoiceError } from './voice-error.ts'

/** The page's one AudioContext. Phones let it run only when it is opened inside a tap. */
export interface AudioGate<Context = AudioContext> {
  /** Call it first thing in a tap's handler. Throws a `VoiceError` where the browser has no Web Audio. */
  open(): Context
  /** A voice is open until it calls what it is given; without one the context rests. */
  hold(): () => void
}

type Wakeable = Pick<AudioContext, 'state' | 'resume' | 'suspend'>

export function createAudioGate<Context extends Wakeable>(create: () => Context | null): AudioGate<Context> {
  let context: Context | null = null
  let held = 0

  function open(): Context {
    if (!context || context.state === 'closed') context = create()
    if (!context) throw new VoiceError('unsupported')
    // Not awaited: where no tap stands behind it, it stays pending for good.
    void context.resume().catch(() => undefined)
    return context
  }

  function hold(): () => void {
    held++
    let isHeld = true
    return () => {
      if (!isHeld) return
      isHeld = false
      if (--held === 0) void context?.suspend().catch(() => undefined)
    }
  }

  return { open, hold }
}
