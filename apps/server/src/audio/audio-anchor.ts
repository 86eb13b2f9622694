/** Long enough for a radio that comes back to find its speed again, and short against the time a tone takes to hear. */
const windowMs = 1_000
/** Audio that comes this much faster than real time is a queue that empties. */
const catchingUpShare = 0.1
/** Audio that comes this much slower than real time is a queue that grows, behind a link that stalls or trickles. */
const fallingBehindShare = 0.5

/** Says when the audio of one connection was heard, which in a burst after a stall is long before it came. */
export interface AudioAnchor {
  /**
   * The next piece of audio came at `nowMs`, and `audioMs` have come with it in all.
   * Returns when its end was heard, monotonic ms; never later than `nowMs`, never earlier than for the piece before.
   */
  heardAtMs(audioMs: number, nowMs: number): number
}

/**
 * A piece's delay is its arrival less its place in the audio. The least delay is the one without a queue, so audio is
 * heard at its place plus that. When audio was let go on the way, all delays after it are larger for good, just as at
 * the beginning of a burst; a window that came at about real time tells the two apart, and lets the least delay grow to
 * what it saw. So a burst keeps its own times, and after a gap the times are right a window later.
 *
 * What remains: a link that is only somewhat too slow looks like one that lets audio go. At 80 % of real time for 15 s
 * its queue is taken for the network's delay, and what comes in the burst after it is timed up to 3.4 s late.
 */
export function createAudioAnchor(): AudioAnchor {
  let leastDelayMs = Infinity
  let window: Window | null = null

  function endWindow(
    { startMs, startDelayMs, leastInWindowMs }: Window,
    delayMs: number,
    nowMs: number,
  ): void {
    const caughtUpMs = startDelayMs - delayMs
    const elapsedMs = nowMs - startMs
    const atRealTime =
      caughtUpMs <= elapsedMs * catchingUpShare && -caughtUpMs <= elapsedMs * fallingBehindShare
    if (atRealTime) leastDelayMs = leastInWindowMs
    window = startWindow(delayMs, nowMs)
  }

  return {
    heardAtMs(audioMs, nowMs) {
      const delayMs = nowMs - audioMs
      leastDelayMs = Math.min(leastDelayMs, delayMs)
      window ??= startWindow(delayMs, nowMs)
      window.leastInWindowMs = Math.min(window.leastInWindowMs, delayMs)
      if (nowMs - window.startMs >= windowMs) endWindow(window, delayMs, nowMs)
      return audioMs + leastDelayMs
    },
  }
}

interface Window {
  readonly startMs: number
  readonly startDelayMs: number
  leastInWindowMs: number
}

function startWindow(delayMs: number, nowMs: number): Window {
  return { startMs: nowMs, startDelayMs: delayMs, leastInWindowMs: delayMs }
}
