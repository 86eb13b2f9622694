import { inject } from 'vue'
import { createSessionClient } from '../api/session-client.ts'
import type { SessionClient } from '../api/session-client.ts'
import { createSessionMemory } from '../api/session-memory.ts'
import type { SessionMemory } from '../api/session-memory.ts'
import { servicesKey } from './services-key.ts'

/** What sessions need of the world outside. Neither holds anything of its own: two of them are as good as one. */
export interface Services {
  readonly client: SessionClient
  readonly memory: SessionMemory
}

export function createServices(): Services {
  return {
    client: createSessionClient((input, init) => fetch(input, init)),
    memory: createSessionMemory(() => sessionStorage),
  }
}

export function useServices(): Services {
  return inject(servicesKey, createServices, true)
}
