export interface WakeLockProbe {
  heldWakeLocks(): number
  takenWakeLocks(): number
  /** The most that were held, and the most that were asked for, in one moment. */
  mostWakeLocks(): { held: number; asked: number }
  /** What becomes of requests from now on; `late` ones wait for `letWakeLocksArrive`. */
  setWakeLock(answer: 'granted' | 'refused' | 'late'): void
  /** Requests that are on their way. */
  askedWakeLocks(): number
  letWakeLocksArrive(): void
  /** The system takes back what is held: a low battery, or no reason given. */
  takeWakeLocksAway(): Promise<void>
}

/** Runs in the page before its own code: notes which wake locks it holds, and lets a test be the system. */
export function probeWakeLocks(): void {
  if (!('wakeLock' in navigator)) return
  const held = new Set<WakeLockSentinel>()
  const most = { held: 0, asked: 0 }
  let answer: 'granted' | 'refused' | 'late' = 'granted'
  let taken = 0
  let asked = 0
  let arrive: () => void = () => undefined
  let arrival = Promise.resolve()
  const request = navigator.wakeLock.request.bind(navigator.wakeLock)

  async function ask(type?: WakeLockType): Promise<WakeLockSentinel> {
    if (answer === 'refused') throw new DOMException('low battery', 'NotAllowedError')
    const lock = await request(type)
    if (answer === 'late') await arrival
    return lock
  }

  navigator.wakeLock.request = async (type) => {
    most.asked = Math.max(most.asked, ++asked)
    const lock = await ask(type).finally(() => asked--)
    taken++
    // One that went while it was on its way was never held.
    if (!lock.released) held.add(lock)
    most.held = Math.max(most.held, held.size)
    lock.addEventListener('release', () => held.delete(lock))
    return lock
  }
  const probe: WakeLockProbe = {
    heldWakeLocks: () => held.size,
    takenWakeLocks: () => taken,
    mostWakeLocks: () => most,
    setWakeLock(next) {
      answer = next
      if (next === 'late') arrival = new Promise((resolve) => (arrive = resolve))
    },
    askedWakeLocks: () => asked,
    letWakeLocksArrive: () => arrive(),
    async takeWakeLocksAway() {
      for (const lock of held) await lock.release()
    },
  }
  Object.assign(globalThis, { undertoneProbe: { ...globalThis.undertoneProbe, ...probe } })
}
