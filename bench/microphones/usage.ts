import { monitorEventLoopDelay } from 'node:perf_hooks'
import type { ServerUsage } from './ask.ts'

/** Measures the process that it is in, from `start` on. */
export function createUsage() {
  const delay = monitorEventLoopDelay({ resolution: 1 })
  let before = process.cpuUsage()
  let startedMs = performance.now()

  return {
    start() {
      delay.reset()
      delay.enable()
      before = process.cpuUsage()
      startedMs = performance.now()
    },
    sinceStart(): ServerUsage {
      const { user, system } = process.cpuUsage(before)
      return {
        cpuMs: (user + system) / 1000,
        tookMs: performance.now() - startedMs,
        delayP99Ms: delay.percentile(99) / 1e6,
        delayMostMs: delay.max / 1e6,
      }
    },
  }
}
