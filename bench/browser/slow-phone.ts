import type { Browser, Page } from 'playwright-core'

/** What a request costs on a slow network, as DevTools applies it: to each request, not to each packet. */
export interface SlowNetwork {
  readonly name: string
  /** From a request's leaving to its answer's first byte. */
  readonly latencyMs: number
  readonly downKbps: number
  readonly upKbps: number
}

/** Lighthouse's own numbers: core/config/constants.js, `mobileSlow4G`. */
export const slow4G: SlowNetwork = { name: 'slow 4G', latencyMs: 150, downKbps: 1_638.4, upKbps: 750 }

/**
 * The same as Lighthouse applies it where it doesn't reckon (`throttlingMethod: devtools`): DevTools slows no handshake, so
 * each request is given 3.75 round trips for all that a connection's beginning costs, and nine tenths of the bandwidth.
 */
export const slow4GWithHandshakes: SlowNetwork = {
  name: 'slow 4G, 3.75 round trips a request',
  latencyMs: 150 * 3.75,
  downKbps: 1_638.4 * 0.9,
  upKbps: 750 * 0.9,
}

/** How many times slower than this machine the phone is: Lighthouse's number too. */
const slowdown = 4

/** A page with nothing stored, in the window of Lighthouse's phone, `network` and processor slowed down. */
export async function openSlowPhone(browser: Browser, network: SlowNetwork): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width: 412, height: 823 },
    deviceScaleFactor: 1.75,
    isMobile: true,
    hasTouch: true,
    locale: 'en',
  })
  const page = await context.newPage()
  const control = await context.newCDPSession(page)
  await control.send('Network.enable')
  await control.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: network.latencyMs,
    downloadThroughput: (network.downKbps * 1_024) / 8,
    uploadThroughput: (network.upKbps * 1_024) / 8,
  })
  await control.send('Emulation.setCPUThrottlingRate', { rate: slowdown })
  return page
}
