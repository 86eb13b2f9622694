/** What a server's process is asked. */
export type ServerAsk = { ask: 'url' } | { ask: 'start' } | { ask: 'usage' }

/** What it used since `start`. */
export interface ServerUsage {
  readonly cpuMs: number
  readonly tookMs: number
  /** From one tick to the next of a timer of 1 ms on the main thread. */
  readonly delayP99Ms: number
  readonly delayMostMs: number
}

/** What the process with the microphones is asked. */
export type SpeakersAsk =
  { ask: 'open'; url: string; microphones: number; file: string } | { ask: 'measure'; seconds: number }

/** What came of so many seconds in which all talked. */
export interface Talked {
  /** From the frame with the last sample of what an event describes to the event, ms. */
  readonly latenciesMs: readonly number[]
  readonly lags: number
  /** Sockets and streams that were closed. */
  readonly closed: number
  /** How late the frames themselves were sent, the worst of a hundred, ms. */
  readonly sentLateP99Ms: number
  readonly speakersCpuMs: number
}
