import type { AudioGate } from './audio-gate.ts'
import type { WatchSound } from './voice-feed.ts'

/** Tells when the system gives the sound back, or another device is there. `devices`: `navigator.mediaDevices`. */
export function createSoundWatch(gate: Pick<AudioGate, 'onBack'>, devices: EventTarget | null): WatchSound {
  return (tell) => {
    const endGate = gate.onBack(tell)
    devices?.addEventListener('devicechange', tell)
    return () => {
      endGate()
      devices?.removeEventListener('devicechange', tell)
    }
  }
}
