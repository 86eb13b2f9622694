import type { Clock } from '../clock.ts'

/** Long enough to cost nothing by itself, and short enough for what waits meanwhile not to notice. */
const sliceMs = 2

/** Calls `step` until it says that nothing is left, and lets everybody else have their turn every other millisecond. */
export async function inSlices(clock: Pick<Clock, 'nowMs'>, step: () => boolean): Promise<void> {
  let endMs = clock.nowMs() + sliceMs
  while (step()) {
    if (clock.nowMs() < endMs) continue
    await new Promise((resolve) => setImmediate(resolve))
    endMs = clock.nowMs() + sliceMs
  }
}
