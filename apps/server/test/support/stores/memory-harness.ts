import { expect } from 'vitest'
import { createFakeClock } from '../../../src/fake-clock.ts'
import { createMemoryStore } from '../../../src/sessions/memory-store.ts'
import type { CreateStoreHarness } from './store-harness.ts'

export const createMemoryHarness: CreateStoreHarness = async ({ maxSessions = 100, capacity = 16 } = {}) => {
  const clock = createFakeClock()
  const store = createMemoryStore({ clock, maxSessions, historyCapacity: () => capacity })
  return {
    store,
    clock,
    pass: async (ms) => clock.advance(ms),
    settle: () => new Promise(setImmediate),
    async expectNothingLeft() {
      await store.close()
      expect(clock.pending()).toBe(0)
    },
  }
}
