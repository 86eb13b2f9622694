import { inject } from 'vue'
import type { InjectionKey } from 'vue'
import { createSessionClient } from '../api/session-client.ts'
import type { SessionClient } from '../api/session-client.ts'
import { createSessionMemory } from '../api/session-memory.ts'
import type { SessionMemory } from '../api/session-memory.ts'
import { createAudioGate } from '../audio/audio-gate.ts'
import type { AudioGate } from '../audio/audio-gate.ts'

/** What the first screen needs of the world outside. */
export interface Services {
  readonly client: SessionClient
  readonly memory: SessionMemory
  readonly gate: AudioGate
}

export const servicesKey: InjectionKey<Services> = Symbol('services')

export function createServices(): Services {
  return {
    client: createSessionClient((input, init) => fetch(input, init)),
    memory: createSessionMemory(() => sessionStorage),
    gate: createAudioGate(() => (typeof AudioContext === 'undefined' ? null : new AudioContext())),
  }
}

export function useServices(): Services {
  const services = inject(servicesKey)
  if (!services) throw new Error('No services were provided')
  return services
}
