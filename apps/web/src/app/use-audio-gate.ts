import { inject } from 'vue'
import type { InjectionKey } from 'vue'
import type { AudioGate } from '../audio/audio-gate.ts'

export const audioGateKey: InjectionKey<AudioGate> = Symbol('audio gate')

/** The page's one gate to its sound. */
export function useAudioGate(): AudioGate {
  const gate = inject(audioGateKey)
  if (!gate) throw new Error('No audio gate')
  return gate
}
