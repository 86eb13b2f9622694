import { monitorEventLoopDelay, PerformanceObserver } from 'node:perf_hooks'

/** What a turn of the event loop took at most. */
export interface LongestTurn {
  /** By a task in each turn. */
  readonly turnMs: number
  /** By CPU time, which other processes of the machine don't lengthen as they do the time on the clock. */
  readonly turnCpuMs: number
  /** By Node's own probe, a timer that is due each millisecond. */
  readonly delayMs: number
  /** The longest pause of the collector, which is within a turn. */
  readonly gcMs: number
}

export interface LoopWatch {
  stop(): Promise<LongestTurn>
}

/** Watches the event loop of this process; resolves once it is seen to turn. */
export async function watchLoop(): Promise<LoopWatch> {
  const delay = monitorEventLoopDelay({ resolution: 1 })
  const longest = { turnMs: 0, turnCpuMs: 0, gcMs: 0 }
  const observer = new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) longest.gcMs = Math.max(longest.gcMs, duration)
  })
  let last = now()
  let probe = setImmediate(turn)

  function turn(): void {
    const next = now()
    longest.turnMs = Math.max(longest.turnMs, next.atMs - last.atMs)
    longest.turnCpuMs = Math.max(longest.turnCpuMs, next.cpuMs - last.cpuMs)
    last = next
    probe = setImmediate(turn)
  }

  delay.enable()
  observer.observe({ entryTypes: ['gc'] })
  await afterTurns(5)
  delay.reset()
  // Node's probe counts from the second time on that it is due.
  await pause(5)
  Object.assign(longest, { turnMs: 0, turnCpuMs: 0 })
  return {
    async stop() {
      // Until both have been told of the last turn.
      await pause(2)
      await afterTurns(2)
      const seen = { ...longest, delayMs: delay.max / 1e6 }
      clearImmediate(probe)
      delay.disable()
      // The observer is told a moment later.
      await pause(5)
      observer.disconnect()
      return { ...seen, gcMs: longest.gcMs }
    },
  }
}

function now(): { atMs: number; cpuMs: number } {
  const { user, system } = process.cpuUsage()
  return { atMs: performance.now(), cpuMs: (user + system) / 1_000 }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => void setTimeout(resolve, ms))
}

async function afterTurns(count: number): Promise<void> {
  for (let n = 0; n < count; n++) await new Promise((resolve) => setImmediate(resolve))
}
