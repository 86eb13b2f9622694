import type { Speaker } from './speaker.ts'

const frameMs = 100
const lookEveryMs = 5

export interface Talk {
  stop(): void
}

/** Has each of `speakers`, who may become more, say 100 ms every 100 ms, evenly one after the other. */
export function talk(speakers: readonly Speaker[]): Talk {
  /** Each one's next frame is due at; monotonic ms. */
  const dueMs: number[] = []
  const timer = setInterval(() => {
    const nowMs = performance.now()
    for (const [at, speaker] of speakers.entries()) {
      let due = dueMs[at] ?? nowMs + Math.random() * frameMs
      for (; due <= nowMs; due += frameMs) speaker.sendFrame()
      dueMs[at] = due
    }
  }, lookEveryMs)
  return { stop: () => clearInterval(timer) }
}
