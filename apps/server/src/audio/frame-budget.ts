/** Frames of a millisecond each, sixteen samples, and a second of them at once: a hundred times what is usual. */
const perSecond = 1_000
const burst = 1_000

export interface FrameBudget {
  /** Counts a frame; false where it is one too many. */
  allow(nowMs: number): boolean
}

/** Keeps frames that hold next to nothing, pings among them, from costing what sound does not. It runs from the first one. */
export function createFrameBudget(): FrameBudget {
  let startedAtMs: number | null = null
  let frames = 0
  return {
    allow(nowMs) {
      startedAtMs ??= nowMs
      frames++
      return frames <= burst + ((nowMs - startedAtMs) / 1000) * perSecond
    },
  }
}
