// Loaded into the server's process before it: says what it holds to whoever started it. The server knows nothing of it.
import { readdirSync } from 'node:fs'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { isMainThread } from 'node:worker_threads'

// The threads of classifiers load it too.
if (isMainThread) answer()

function answer() {
  const delay = monitorEventLoopDelay({ resolution: 1 })
  delay.enable()
  const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms))

  process.on('disconnect', () => process.exit())
  process.on('message', async (asked) => {
    const { user, system } = process.cpuUsage()
    const { isThorough } = asked
    const figures = {
      delayP99Ms: delay.percentile(99) / 1e6,
      delayMostMs: delay.max / 1e6,
      cpuMs: (user + system) / 1000,
    }
    // What a finalizer lets go of is collected by the next round only.
    for (let round = 0; isThorough && round < 2; round++) {
      globalThis.gc?.()
      await pause(50)
    }
    const { heapUsed, external, rss } = process.memoryUsage()
    process.send?.({
      ...figures,
      heapBytes: heapUsed + external,
      rssBytes: rss,
      descriptors: readdirSync('/proc/self/fd').length,
    })
    // Its own collecting doesn't count as the server's delay.
    delay.reset()
  })
}
