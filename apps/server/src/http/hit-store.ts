import { MemoryStore, type Store } from 'express-rate-limit'
import type { SharedHits } from '../sessions/session-store.ts'

/**
 * Counts where all nodes do, and in this process while that can't be reached: who is well-behaved is served as ever, and a
 * flood is held by each node.
 */
export function createHitStore(name: string, shared: SharedHits | null): Store & { shutdown(): void } {
  const own = new MemoryStore()
  let windowMs = 0

  /** What `task` says, or else what `instead` does. */
  async function either<T>(task: (hits: SharedHits) => Promise<T>, instead: () => Promise<T>): Promise<T> {
    if (!shared) return instead()
    return task(shared).catch(instead)
  }

  return {
    localKeys: shared === null,
    prefix: name,
    init(options) {
      windowMs = options.windowMs
      own.init(options)
    },
    increment: (key) =>
      either(
        async (hits) => {
          const { count, leftMs } = await hits.add(`${name}:${key}`, windowMs)
          return { totalHits: count, resetTime: new Date(Date.now() + leftMs) }
        },
        () => own.increment(key),
      ),
    decrement: (key) =>
      either(
        (hits) => hits.takeBack(`${name}:${key}`),
        () => own.decrement(key),
      ),
    resetKey: (key) => own.resetKey(key),
    shutdown: () => own.shutdown(),
  }
}
