import type { FlakyProxy } from '@undertone/flaky-proxy'
import { activeTimers, usedBytes } from './memory.ts'
import type { ServerProcess } from './server-process.ts'
import type { ServerStats } from './soak-messages.ts'
import { until } from './until.ts'

/** What both processes hold at one moment. */
export interface Holdings {
  readonly server: ServerStats
  readonly clientHeapBytes: number
  /** Sockets that clients have open. */
  readonly clientSockets: number
  readonly clientTimers: number
}

export interface HoldingsScale {
  now(): Promise<Holdings>
  /** What is held once nobody is there any more; waits for `isQuiet`, `longestMs` at most. */
  once(isQuiet: (now: Holdings) => boolean, longestMs: number): Promise<Holdings>
}

export function createHoldingsScale(server: ServerProcess, proxies: readonly FlakyProxy[]): HoldingsScale {
  async function now(): Promise<Holdings> {
    return {
      server: await server.stats(),
      clientHeapBytes: await usedBytes(),
      clientSockets: proxies.reduce((sum, proxy) => sum + proxy.sockets().client, 0),
      clientTimers: activeTimers(),
    }
  }

  return {
    now,
    async once(isQuiet, longestMs) {
      await until(async () => isQuiet(await now()), longestMs)
      const held = await now()
      // The far ends of dead connections stand in the proxies for as long as those do, and are no client's memory.
      for (const proxy of proxies) proxy.bury()
      await until(() => proxies.every((proxy) => proxy.sockets().target === 0), 5_000)
      const { server, clientHeapBytes } = await now()
      return { ...held, clientHeapBytes, server: { ...held.server, heapBytes: server.heapBytes } }
    },
  }
}
