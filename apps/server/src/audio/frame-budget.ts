/** One for each 128 samples at 48 kHz, which are an AudioWorklet's, is 375; a thousand come at once. Usual are ten. */
const perSecond = 400
const burst = 1_000
/** What a stalled network held back comes at once; one that stalls for longer is cut (`checkAlive`). */
const mostSaved = burst + 30 * perSecond

export interface FrameBudget {
  /** Counts a frame; false where it is one too many. */
  allow(nowMs: number): boolean
}

/** Keeps frames that hold next to nothing, pings among them, from costing what sound does not. It runs from the first one. */
export function createFrameBudget(): FrameBudget {
  let atMs: number | null = null
  let left = burst
  return {
    allow(nowMs) {
      left = Math.min(mostSaved, left + ((nowMs - (atMs ?? nowMs)) / 1000) * perSecond) - 1
      atMs = nowMs
      return left >= 0
    },
  }
}
