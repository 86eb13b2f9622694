import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { expectPhase, expectSaid, hear, heardIds } from './support/heard.ts'
import { listenFrom, startListening } from './support/conversation.ts'
import { expectNeverTwo } from './support/never-two.ts'
import { comeBack, hide, usePhone } from './support/phone.ts'
import { openRealPhone } from './support/real-phone.ts'
import { launchScriptedServer } from './support/scripted-server.ts'

const phone = usePhone()
const wish = 'Keep listening when I switch apps'

describe('“Keep listening when I switch apps”', () => {
  it('is off by default: a hidden page listens to nothing', async () => {
    const { page, server } = await startListening(phone)
    await hide(page)
    await expect.poll(() => server.counts()).toEqual({ streams: 0, microphones: 0 })
    expect(await page.evaluate(() => undertoneProbe.liveCaptures())).toBe(0)
  })

  it('goes on while hidden with the one capture, and everything said is caught up on return', async () => {
    const { page, server, listens, say } = await startListening(phone, { prepare: chooseToListen })
    await page.getByText('If you switch apps, it keeps listening for up to 90 seconds.').first().waitFor()
    await say(2)
    await hear(page, 2)
    await hide(page)
    await listens()
    await say(3)
    // Written down as it is said, or it would be lost with a session that times out meanwhile.
    await hear(page, 5)
    expect(server.counts()).toEqual({ streams: 1, microphones: 1 })
    await comeBack(page)
    await expectSaid(page, /It kept listening/)
    expect(await page.getByTestId('heard').locator('.caught-up').first().textContent()).toBe('caught up')
    await listens()
    expect(await page.evaluate(() => undertoneProbe.captures())).toEqual({ most: 1, all: 1 })
    await expectNeverTwo(page)
  })

  it('goes on in a page that is truly hidden', async () => {
    const server = await launchScriptedServer()
    const { page, putAway, takeOut } = await openRealPhone(server.url)
    await chooseToListen(page)
    await page.getByRole('button', { name: 'Start', exact: true }).click()
    await expectPhase(page, 'live')
    const listens = listenFrom(server)
    await listens()
    await putAway()
    await listens()
    await takeOut()
    await expectPhase(page, 'live')
    await listens()
    expect(await page.evaluate(() => undertoneProbe.captures())).toEqual({ most: 1, all: 1 })
  })

  it('ends after the time that a session is kept, and says so', async () => {
    const env = { SESSION_IDLE_TTL_S: '2' }
    const { page, server } = await startListening(phone, { prepare: chooseToListen, env })
    await hide(page)
    expect(server.counts()).toEqual({ streams: 1, microphones: 1 })
    await expect.poll(() => page.evaluate(() => undertoneProbe.liveCaptures()), { timeout: 10_000 }).toBe(0)
    // Nobody watches now: the session's idle time begins here, after the listening and not with the hiding.
    await expect.poll(() => server.counts()).toEqual({ streams: 0, microphones: 0 })
    await comeBack(page)
    await expectSaid(page, /You were away \d+\s?s\. .*listened for 2\sseconds/)
    await expect.poll(() => server.counts().microphones).toBe(1)
    await expectNeverTwo(page)
  })

  it('never outlasts the page: one that is put away for good listens to nothing', async () => {
    const { page, server } = await startListening(phone, { prepare: chooseToListen })
    await page.evaluate(() => {
      undertoneProbe.setHidden(true)
      window.dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }))
    })
    await expect.poll(() => server.counts()).toEqual({ streams: 0, microphones: 0 })
    await page.evaluate(() => {
      undertoneProbe.setHidden(false)
      window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))
    })
    await expect.poll(() => server.counts()).toEqual({ streams: 1, microphones: 1 })
    await expectNeverTwo(page)
  })

  it('starts afresh on return where the capture died meanwhile', async () => {
    const { page, listens, say } = await startListening(phone, { prepare: chooseToListen })
    await hide(page)
    await page.evaluate(() => undertoneProbe.endTrack())
    await say(2)
    await comeBack(page)
    await listens()
    expect(await heardIds(page)).toEqual([1, 2])
    expect(await page.evaluate(() => undertoneProbe.captures())).toEqual({ most: 1, all: 2 })
    await expectNeverTwo(page)
  })
})

async function chooseToListen(page: Page): Promise<void> {
  await page.getByRole('checkbox', { name: wish }).check()
}
