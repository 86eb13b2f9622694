import type { Clock } from './clock.ts'

export interface StopOnceDeps {
  stop: () => Promise<void>
  exit: (code: number) => void
  clock: Clock
  graceMs: number
  onError: (error: unknown) => void
}

/** However long a stop hangs, the process must be gone within its grace, and not just as somebody comes to kill it. */
const latestShare = 0.95

/** Returns what a signal calls: the first call stops and exits, within `graceMs` in any case; later ones do nothing. */
export function createStopOnce({ stop, exit, clock, graceMs, onError }: StopOnceDeps): () => void {
  let stopping = false
  return () => {
    if (stopping) return
    stopping = true
    clock.after(graceMs * latestShare, () => exit(0))
    stop().then(
      () => exit(0),
      (error: unknown) => {
        onError(error)
        exit(1)
      },
    )
  }
}
