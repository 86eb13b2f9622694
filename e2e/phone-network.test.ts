import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { startConversation } from './support/conversation.ts'
import {
  expectNeverRolledBack,
  expectNeverSaid,
  expectNothingLost,
  expectPhase,
  expectSaid,
  hear,
  heardIds,
} from './support/heard.ts'
import { expectNeverTwo } from './support/never-two.ts'
import { usePhone } from './support/phone.ts'

const phone = usePhone()

describe('a phone that goes offline', () => {
  it('says so, keeps everything, and is live within a second of being online again', async () => {
    const { page, say } = await startConversation(phone)
    await say(3)
    await hear(page, 3)
    await page.context().setOffline(true)
    await expectSaid(page, 'Offline. Trying again.')
    await say(3)
    expect(await heardIds(page)).toEqual([1, 2, 3])
    const tookMs = timeFromOnlineToLive(page)
    await page.context().setOffline(false)
    expect(await tookMs).toBeLessThan(1_000)
    await hear(page, 6)
    expectNothingLost(await heardIds(page))
    await page.getByText('Offline').waitFor({ state: 'detached' })
    await expectNeverTwo(page)
  })

  it('comes back by itself though nothing tells that there is a network again', async () => {
    const { page, way, server, say } = await startConversation(phone)
    await say(3)
    await hear(page, 3)
    way.refuse()
    await expectSaid(page, 'Offline. Trying again.')
    await say(3)
    way.heal()
    await hear(page, 6)
    expectNothingLost(await heardIds(page))
    await expect.poll(() => server.counts(), { timeout: 10_000 }).toEqual({ streams: 1, microphones: 1 })
    await expectNeverTwo(page)
  })
})

it('a network that is cut and there again at once costs not a word and not a tone', async () => {
  const { page, way, server, say } = await startConversation(phone)
  for (let times = 1; times <= 3; times++) {
    await say(2)
    await hear(page, 4 * times - 2)
    way.cut()
    await say(2)
    await hear(page, 4 * times)
  }
  expectNothingLost(await heardIds(page))
  await expect.poll(() => server.counts(), { timeout: 10_000 }).toEqual({ streams: 1, microphones: 1 })
  await expectNeverSaid(page, 'Offline')
  await expectNeverRolledBack(page)
  await expectNeverTwo(page)
})

it('a stream that is cut before it brought anything costs not a word either', async () => {
  // Without a microphone nothing is heard, and nothing comes but a ping now and then.
  const refuse = (page: Page) => page.evaluate(() => undertoneProbe.refuseMicrophone('NotAllowedError'))
  const { page, way, say } = await startConversation(phone, { prepare: refuse })
  way.cut()
  await expect
    .poll(() => page.evaluate(() => undertoneProbe.openedStreams()), { timeout: 10_000 })
    .toBeGreaterThan(1)
  await expectPhase(page, 'live')
  await say(2)
  await hear(page, 2)
  await expectNeverSaid(page, 'Offline')
  await expectNeverTwo(page)
})

it('a network that stalls for a while loses nothing', async () => {
  const { page, way, say } = await startConversation(phone)
  await say(2)
  await hear(page, 2)
  way.stall()
  await say(20)
  expect(await heardIds(page)).toEqual([1, 2])
  way.heal()
  await hear(page, 22)
  expectNothingLost(await heardIds(page))
  await expectNeverTwo(page)
})

it('a network that is 400 ms slow each way does for everything', async () => {
  const { page, way, server, say } = await startConversation(phone)
  await say(1)
  await hear(page, 1)
  way.setDelayMs(400)
  way.cut()
  await say(4)
  await hear(page, 5)
  await expect.poll(() => server.counts(), { timeout: 10_000 }).toEqual({ streams: 1, microphones: 1 })
  expectNothingLost(await heardIds(page))
  await expectNeverSaid(page, 'Offline')
  await expectNeverTwo(page)
})

describe('streams that end at their age', () => {
  it('lose and double nothing over five ages, and cost neither a word nor the microphone nor the screen', async () => {
    const { page, say } = await startConversation(phone, { env: { STREAM_MAX_AGE_S: '1' } })
    let said = 0
    while ((await page.evaluate(() => undertoneProbe.openedStreams())) < 6) {
      await say(1)
      said++
      await hear(page, said)
    }
    expect(await heardIds(page)).toEqual(Array.from({ length: said }, (_, i) => i + 1))
    await expectNeverSaid(page, 'Offline')
    await expectNeverTwo(page)
    expect(await page.evaluate(() => undertoneProbe.captures().all)).toBe(1)
    expect(await page.evaluate(() => undertoneProbe.takenWakeLocks())).toBe(1)
  })

  it('cost not a word where nobody says anything either', async () => {
    const env = { STREAM_MAX_AGE_S: '1', PING_INTERVAL_S: '0.2' }
    const { page } = await startConversation(phone, { env })
    await expect
      .poll(() => page.evaluate(() => undertoneProbe.openedStreams()), { timeout: 10_000 })
      .toBeGreaterThanOrEqual(5)
    await expectPhase(page, 'live')
    await expectNeverSaid(page, 'Offline')
    await expectNeverTwo(page)
  })
})

/** Resolves once the page is live again, to the milliseconds since it was told that it is online. */
function timeFromOnlineToLive(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        let onlineAtMs = 0
        window.addEventListener('online', () => (onlineAtMs = performance.now()))
        const observer = new MutationObserver(() => {
          if (onlineAtMs === 0 || !document.querySelector('[data-connection=live]')) return
          observer.disconnect()
          resolve(performance.now() - onlineAtMs)
        })
        observer.observe(document, { subtree: true, attributes: true })
      }),
  )
}
