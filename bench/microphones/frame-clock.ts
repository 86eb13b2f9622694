const frameMs = 100
const latestFrames = 20
/** Each judgement ends with one of the classifier's steps. */
const stepMs = 10
/** What is too short for a judgement while it lasts is judged once a pause has shown that no more comes. */
const pauseMs = 800
/** An event that comes so late has waited for a pause. */
const afterPauseMs = 700

/** When a microphone's frames of 100 ms were sent, to tell how long after them an event came. */
export interface FrameClock {
  sent(nowMs: number): void
  /** Frames sent so far. */
  count(): number
  /**
   * From when the frame was sent that has the last sample of what an event describes. Its `timestampS` says when that sample was
   * heard, in seconds of the session.
   */
  latencyMs(nowMs: number, timestampS: number): number
}

/** `createdMs`: when the session began. */
export function createFrameClock(createdMs: number): FrameClock {
  const sentMs: number[] = []
  return {
    sent: (nowMs) => void sentMs.push(nowMs),
    count: () => sentMs.length,
    latencyMs(nowMs, timestampS) {
      const heardMs = createdMs + timestampS * 1000
      // The least of late that a frame was sent after its place in the audio, as the server has it for what comes in.
      const delaysMs = sentMs
        .slice(-latestFrames)
        .map((ms, at, { length }) => ms - (sentMs.length - length + at + 1) * frameMs)
      const placeMs = Math.round((heardMs - Math.min(...delaysMs)) / stepMs) * stepMs
      const frame = Math.min(sentMs.length, Math.max(1, Math.ceil(placeMs / frameMs))) - 1
      const latency = nowMs - (sentMs[frame] ?? NaN)
      return latency < afterPauseMs ? latency : latency - pauseMs
    },
  }
}
