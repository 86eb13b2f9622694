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
import { comeBack, hide, usePhone } from './support/phone.ts'
import { readTimeline } from './support/timeline.ts'

const phone = usePhone()

it('every sign of a return at once, several times, in any order, opens one stream', async () => {
  const { page, server, say } = await startConversation(phone)
  await hide(page)
  await say(4)
  await page.evaluate(() => {
    const signs = [
      () => undertoneProbe.setHidden(false),
      () => window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true })),
      () => document.dispatchEvent(new Event('resume')),
      () => window.dispatchEvent(new Event('online')),
    ]
    for (let first = 0; first < signs.length; first++)
      for (let nth = 0; nth < signs.length; nth++) signs[(first + nth) % signs.length]?.()
  })
  await expectPhase(page, 'live')
  await hear(page, 4)
  await expect.poll(() => server.counts()).toEqual({ streams: 1, microphones: 1 })
  expectNothingLost(await heardIds(page))
  await expectNeverTwo(page)
  await expectNeverSaid(page, 'Offline')
})

const lonelySigns = {
  visibilitychange: () => undertoneProbe.setHidden(false),
  pageshow: () => void window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true })),
  resume: () => void document.dispatchEvent(new Event('resume')),
}

it.each(Object.entries(lonelySigns))('a return that only %s tells of is enough', async (_name, sign) => {
  const { page, say } = await startConversation(phone)
  // The page learns that it is hidden, and not in the usual way that it is seen again.
  await page.evaluate(() => {
    undertoneProbe.setHidden(true)
    Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => 'visible' })
  })
  await expectPhase(page, 'hidden')
  await say(3)
  await page.evaluate(sign)
  await expectPhase(page, 'live')
  await hear(page, 3)
  await expectNeverTwo(page)
})

describe('a return', () => {
  it('is silent where all is well: not a word of trouble, though for a moment, and no step back', async () => {
    const { page, say, way } = await startConversation(phone)
    for (let times = 0; times < 5; times++) {
      await hide(page)
      await say(3)
      await comeBack(page)
      await hear(page, 3 * (times + 1))
    }
    way.setDelayMs(400)
    await hide(page)
    await say(3)
    await comeBack(page)
    await hear(page, 18)
    await expectNeverSaid(page, 'Offline')
    await expectNeverRolledBack(page)
    expectNothingLost(await heardIds(page))
  })

  it('doesn’t trust the stream from before, though it looks open', async () => {
    const { page, say } = await startConversation(phone)
    const before = await page.evaluate(() => undertoneProbe.openedStreams())
    await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')))
    await say(2)
    await hear(page, 2)
    expect(await page.evaluate(() => undertoneProbe.openedStreams())).toBe(before + 1)
    await expectNeverTwo(page)
  })

  it('says that it is offline only once an attempt has failed, and no longer once all is well', async () => {
    const { page, say, way } = await startConversation(phone)
    await say(2)
    await hear(page, 2)
    await hide(page)
    way.refuse()
    await say(2)
    await comeBack(page)
    await expectSaid(page, 'Offline. Trying again.')
    expect(await heardIds(page)).toEqual([1, 2])
    way.heal()
    await hear(page, 4)
    await page.getByText('Offline').waitFor({ state: 'detached' })
    expectNothingLost(await heardIds(page))
  })
})

it('what came in late is marked as such, and what comes live after it isn’t', async () => {
  const { page, say } = await startConversation(phone)
  await say(2)
  await hear(page, 2)
  await hide(page)
  await say(3)
  await comeBack(page)
  await hear(page, 5)
  await say(2)
  await hear(page, 7)
  const rows = await page
    .locator('[data-testid=heard] [data-event-id]')
    .evaluateAll((all) =>
      all.map((row) => [
        row.getAttribute('data-event-id'),
        row.getAttribute('data-last-id'),
        row.textContent.includes('caught up'),
      ]),
    )
  expect(rows).toEqual([
    ['6', '7', false],
    ['3', '5', true],
    ['1', '2', false],
  ])
  expect((await readTimeline(page)).map((moment) => moment.includes('caught up'))).toEqual([
    false,
    false,
    true,
    true,
    true,
    false,
    false,
  ])
})
