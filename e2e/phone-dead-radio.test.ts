import type { FlakyProxy } from '@undertone/flaky-proxy'
import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { startConversation, startListening, tapMicrophone } from './support/conversation.ts'
import { expectNeverSaid, expectNothingLost, hear, heardIds } from './support/heard.ts'
import { expectNeverTwo } from './support/never-two.ts'
import { usePhone } from './support/phone.ts'

// The network takes everything and brings nothing, and nobody is told: what a phone sees in a tunnel.
const phone = usePhone()

it('a dead radio is found out within seconds by the audio that nobody takes', async () => {
  const { page, way, say, listens } = await startListening(phone)
  await closeIdleConnections(way)
  await listens()
  await say(2)
  await hear(page, 2)
  loseRadioForAMoment(way)
  // The loopback's own buffers would take a minute of sound; those of a phone take a second.
  await page.evaluate(() => undertoneProbe.clogSockets())
  await say(2)
  expect(await timeOf(() => hear(page, 4))).toBeLessThan(15_000)
  expectNothingLost(await heardIds(page))
  await listens()
  await expectNeverSaid(page, 'Offline')
  await expectNeverTwo(page)
})

it('a dead radio is found out by a silence of 40 s where no microphone is on', async () => {
  const { page, way, server, say } = await startConversation(phone, { phone: { hasClock: true } })
  await tapMicrophone(page)
  await expect.poll(() => server.counts().microphones).toBe(0)
  await say(1)
  await hear(page, 1)
  await closeIdleConnections(way)
  await say(1)
  await hear(page, 2)
  const before = await openedStreams(page)
  loseRadioForAMoment(way)
  await say(2)
  await page.clock.fastForward(30_000)
  expect(await openedStreams(page)).toBe(before)
  await page.clock.fastForward(11_000)
  await hear(page, 4)
  expectNothingLost(await heardIds(page))
  await expectNeverSaid(page, 'Offline')
  await expectNeverTwo(page)
})

/** What the page was loaded with is closed after a while in any longer conversation. */
async function closeIdleConnections(way: FlakyProxy): Promise<void> {
  way.cut()
  await expect.poll(() => way.sockets().target).toBeGreaterThan(0)
}

/** The network is there again at once, but not for the connections from before. */
function loseRadioForAMoment(way: FlakyProxy): void {
  way.swallow()
  way.heal()
}

async function timeOf(task: () => Promise<void>): Promise<number> {
  const startedAtMs = performance.now()
  await task()
  return performance.now() - startedAtMs
}

function openedStreams(page: Page): Promise<number> {
  return page.evaluate(() => undertoneProbe.openedStreams())
}
