import type { CDPSession, Page } from 'playwright-core'

/** What a page holds, once nothing is left to be thrown away. */
export interface Holding {
  readonly heapBytes: number
  readonly nodes: number
  readonly listeners: number
}

export async function readPage(page: Page) {
  const control: CDPSession = await page.context().newCDPSession(page)
  await control.send('Performance.enable')

  async function metric(name: string): Promise<number> {
    const { metrics } = await control.send('Performance.getMetrics')
    return metrics.find((each) => each.name === name)?.value ?? NaN
  }

  return {
    /** CPU milliseconds of the page's main thread so far. */
    mainMs: async () => 1_000 * (await metric('ThreadTime')),

    async holding(): Promise<Holding> {
      // What one round lets go of may hold what the next one finds.
      for (let round = 0; round < 3; round++) await control.send('HeapProfiler.collectGarbage')
      return {
        heapBytes: await metric('JSHeapUsedSize'),
        nodes: await metric('Nodes'),
        listeners: await metric('JSEventListeners'),
      }
    },
  }
}
