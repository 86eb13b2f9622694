import { VoiceError } from './voice-error.ts'

/** The page's one AudioContext. Phones let it run only when it is opened inside a tap. */
export interface AudioGate<Context = AudioContext> {
  /** Call it first thing in a tap's handler. Throws a `VoiceError` where the browser has no Web Audio. */
  open(): Context
  /** A voice is open until it calls what it is given; without one the context rests. */
  hold(): () => void
  /** Calls `tell` when the system gives the sound that it had taken (a call is over), or gives it late; returns what ends that. */
  onBack(tell: () => void): () => void
}

type Wakeable = Pick<AudioContext, 'state' | 'resume' | 'suspend' | 'addEventListener'>

export function createAudioGate<Context extends Wakeable>(create: () => Context | null): AudioGate<Context> {
  let context: Context | null = null
  let held = 0
  let isTaken = false
  let isAsked = false
  const told = new Set<() => void>()

  function open(): Context {
    if (!context || context.state === 'closed') context = made()
    if (!context) throw new VoiceError('unsupported')
    isAsked = true
    // Not awaited: where no tap stands behind it, it stays pending for good.
    void context.resume().catch(() => undefined)
    return context
  }

  function made(): Context | null {
    const making = create()
    making?.addEventListener('statechange', () => making === context && onState(making))
    return making
  }

  function onState(now: Context): void {
    // Nobody's hold, nobody's loss: it rests because it was let go.
    if (now.state !== 'running') isTaken ||= held > 0
    else if (isTaken) giveBack()
    // Firefox runs only once the speaker is open, which a headset may take seconds over: whoever gave up goes on.
    else if (isAsked && held === 0) told.forEach((tell) => tell())
  }

  function giveBack(): void {
    isTaken = false
    isAsked = false
    told.forEach((tell) => tell())
    if (!isAsked) rest()
  }

  function rest(): void {
    // A context that the system holds would forget that it ran, and not come back by itself.
    if (held > 0 || context?.state !== 'running') return
    isAsked = false
    void context.suspend().catch(() => undefined)
  }

  function hold(): () => void {
    held++
    let isHeld = true
    return () => {
      if (!isHeld) return
      isHeld = false
      held--
      rest()
    }
  }

  function onBack(tell: () => void): () => void {
    told.add(tell)
    return () => void told.delete(tell)
  }

  return { open, hold, onBack }
}
