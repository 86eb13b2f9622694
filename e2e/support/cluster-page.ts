import type { Page } from 'playwright-core'

export interface PageProtocols {
  /** That of the page itself, and of each stream so far: `h2` is HTTP/2. */
  page(): Promise<string>
  streams(): readonly string[]
}

/** Watches, from now on, what the browser speaks to the server. */
export async function watchProtocols(page: Page): Promise<PageProtocols> {
  const streams: string[] = []
  const control = await page.context().newCDPSession(page)
  control.on('Network.responseReceived', ({ type, response }) => {
    if (type === 'EventSource') streams.push(response.protocol ?? '')
  })
  await control.send('Network.enable')
  return {
    page: () =>
      page.evaluate(() => {
        const [navigation] = performance.getEntriesByType('navigation')
        return navigation instanceof PerformanceNavigationTiming ? navigation.nextHopProtocol : ''
      }),
    streams: () => streams,
  }
}
