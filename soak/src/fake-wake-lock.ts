import type { WakeLockLike, WakeLockSentinelLike } from '../../apps/web/src/composables/useWakeLock.ts'
import type { Random } from './random.ts'

export interface FakeWakeLock extends WakeLockLike {
  /** Locks that were given and neither released nor taken back. */
  held(): number
  /** Most locks that were held or asked for at one time. */
  most(): number
  /** The system takes back what is held, as it does on hide. */
  takeBack(): void
}

/** A system's wake lock: slow to answer, sometimes refusing, and taking back whenever it likes. */
export function createFakeWakeLock(random: Random, isVisible: () => boolean): FakeWakeLock {
  const held = new Set<() => void>()
  let asked = 0
  let most = 0
  const count = () => (most = Math.max(most, held.size + asked))

  async function request(): Promise<WakeLockSentinelLike> {
    asked++
    count()
    // Mostly at once; now and then so late that it is no longer wanted.
    const answerMs = random.chance(0.3) ? random.between(200, 2_000) : random.between(0, 20)
    await new Promise((resolve) => setTimeout(resolve, answerMs))
    asked--
    if (!isVisible() || random.chance(0.1)) throw new DOMException('Refused', 'NotAllowedError')
    return grant()
  }

  function grant(): WakeLockSentinelLike {
    const listeners = new Set<() => void>()
    const drop = () => {
      if (held.delete(drop)) for (const listener of listeners) listener()
    }
    held.add(drop)
    count()
    return {
      release: async () => drop(),
      addEventListener: (_type, listener) => void listeners.add(listener),
    }
  }

  return {
    request,
    held: () => held.size,
    most: () => most,
    takeBack: () => [...held].forEach((drop) => drop()),
  }
}
