import type { SessionStore, StoreListener } from '../../../src/sessions/session-store.ts'

/** A listener that does nothing but what `overrides` say. */
export function listener(overrides: Partial<StoreListener> = {}): StoreListener {
  return {
    appended: () => {},
    spoke: () => {},
    microphoneTaken: () => {},
    broken: () => {},
    removed: () => {},
    ...overrides,
  }
}

/** Everything that `store` tells from now on, one line each. */
export function record(store: SessionStore): string[] {
  const lines: string[] = []
  store.listen({
    appended: (id, stored) => lines.push(`${id} appended ${stored.id}`),
    spoke: (id, { state }) => lines.push(`${id} spoke ${state}`),
    microphoneTaken: (id, number) => lines.push(`${id} microphone ${number}`),
    broken: (id) => lines.push(`${id} broken`),
    removed: (id, reason) => lines.push(`${id} removed ${reason}`),
  })
  return lines
}
