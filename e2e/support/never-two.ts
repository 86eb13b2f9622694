import type { Page } from 'playwright-core'
import { expect } from 'vitest'

/** However things went, the page never held two of anything. */
export async function expectNeverTwo(page: Page): Promise<void> {
  const most = await page.evaluate(() => ({
    ...undertoneProbe.mostAtOnce(),
    captures: undertoneProbe.captures().most,
    wakeLocks: undertoneProbe.mostWakeLocks().held,
    asked: undertoneProbe.mostWakeLocks().asked,
  }))
  expect(Object.entries(most).filter(([, count]) => count > 1)).toEqual([])
}

/** Nothing is held any more: no stream, no socket, no wake lock, no microphone. */
export async function expectNothingHeld(page: Page): Promise<void> {
  const held = () =>
    page.evaluate(() => ({
      streams: undertoneProbe.openStreams(),
      sockets: undertoneProbe.openSockets(),
      wakeLocks: undertoneProbe.heldWakeLocks(),
      captures: undertoneProbe.liveCaptures(),
    }))
  await expect.poll(held).toEqual({ streams: 0, sockets: 0, wakeLocks: 0, captures: 0 })
}
