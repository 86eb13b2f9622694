/** The page's one AudioContext. Phones let it run only when it is opened inside a tap. */
export interface AudioGate {
  /** Call it first thing in a tap's handler. Null where the browser has no Web Audio. */
  open(): AudioContext | null
}

export function createAudioGate(create: () => AudioContext | null): AudioGate {
  let context: AudioContext | null = null

  function open(): AudioContext | null {
    if (!context || context.state === 'closed') context = create()
    // Not awaited: where no tap stands behind it, it stays pending for good.
    void context?.resume().catch(() => undefined)
    return context
  }

  return { open }
}
