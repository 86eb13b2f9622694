import type { PageLike } from '../composables/page-like.ts'

/** Waits for answers, but for none of them for ever. */
export interface Patience {
  /** Settles as `promise` does, or resolves to `otherwise` once `limitMs` are over. */
  within<T>(promise: Promise<T>, limitMs: number, otherwise: T): Promise<T>
  /** Nothing is waited for any more: what still is resolves to its `otherwise`, and no timer is left. */
  end(): void
}

export function createPatience(after: PageLike['after']): Patience {
  const giveUps = new Set<() => void>()

  function within<T>(promise: Promise<T>, limitMs: number, otherwise: T): Promise<T> {
    return new Promise((resolve, reject) => {
      const stopTimer = after(limitMs, giveUp)
      giveUps.add(giveUp)
      function done(): void {
        stopTimer()
        giveUps.delete(giveUp)
      }
      function giveUp(): void {
        done()
        resolve(otherwise)
      }
      promise.finally(done).then(resolve, reject)
    })
  }

  return { within, end: () => giveUps.forEach((giveUp) => giveUp()) }
}
