import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { endSession, pressStart } from './support/conversation.ts'
import { expectPhase, hear } from './support/heard.ts'
import { openRenewable } from './support/newer-version.ts'
import { usePhone } from './support/phone.ts'
import { launchServer } from './support/server.ts'

const phone = usePhone()

/** A page whose service worker holds all files, in a browser of its own. */
async function openInstalled(url: string): Promise<Page> {
  const page = await phone.open(url, { serviceWorkers: 'allow' })
  await page.evaluate(async () => (await navigator.serviceWorker.ready).active?.state)
  await page.reload()
  await page.waitForFunction(() => navigator.serviceWorker.controller?.state === 'activated')
  return page
}

describe('the installed app', () => {
  it('can be installed: nothing that a browser asks for is missing', async () => {
    const { url } = await launchServer()
    const page = await openInstalled(url)
    const browser = await page.context().newCDPSession(page)
    const { installabilityErrors } = await browser.send('Page.getInstallabilityErrors')
    // Playwright's contexts are private windows, which install nothing; that is the only thing they may say.
    const others = installabilityErrors.filter(({ errorId }) => errorId !== 'in-incognito')
    expect(others).toEqual([])
    const { errors, data } = await browser.send('Page.getAppManifest')
    expect([errors, JSON.parse(data ?? '{}').name]).toEqual([[], 'Undertone'])
  })

  it('opens without a network: the notes can be read, and Start says calmly how it is', async () => {
    const { url } = await launchServer()
    const page = await openInstalled(url)
    await pressStart(page)
    await hear(page, 2)
    await endSession(page)
    await page.context().setOffline(true)
    await page.goto(`${url}/notes`)
    await page
      .getByRole('link', { name: /conversation/ })
      .first()
      .click()
    await hear(page, 2)
    await page.goto(url)
    await page.getByRole('button', { name: 'Start', exact: true }).click()
    await page.getByRole('status').filter({ hasText: 'The server can’t be reached' }).waitFor()
  })

  it('answers no request of a session by itself', async () => {
    const { url } = await launchServer()
    const page = await openInstalled(url)
    const answered: { path: string; byWorker: boolean }[] = []
    page.on('response', (response) => {
      answered.push({ path: new URL(response.url()).pathname, byWorker: response.fromServiceWorker() })
    })
    await page.reload()
    await pressStart(page)
    await hear(page, 1)
    await endSession(page)
    const ofSession = () => answered.filter(({ path }) => path.startsWith('/session/'))
    // The page is through with the session before its server has said so.
    await expect.poll(() => ofSession().some(({ path }) => path.endsWith('/end'))).toBe(true)
    expect(ofSession().length).toBeGreaterThanOrEqual(3)
    expect(ofSession().filter(({ byWorker }) => byWorker)).toEqual([])
    expect(answered.filter(({ path }) => path.startsWith('/assets/')).some(({ byWorker }) => byWorker)).toBe(
      true,
    )
  })
})

describe('a newer version', () => {
  it('is offered, loaded where the person wants it, and leaves a session in another tab alone', async () => {
    const server = await launchServer()
    const way = await openRenewable(server.url)
    const page = await openInstalled(way.url)
    const live = await page.context().newPage()
    await live.goto(way.url)
    await pressStart(live)
    await live.evaluate(() => Object.assign(window, { isSamePage: true }))
    way.renew()
    await page.reload()
    await page.evaluate(() => Object.assign(window, { isOldPage: true }))
    await page.getByRole('button', { name: 'Load it now' }).click()
    await page.waitForFunction(() => !('isOldPage' in window))
    await expectPhase(live, 'live')
    await hear(live, 1)
    expect(await live.evaluate(() => 'isSamePage' in window)).toBe(true)
  })

  it('isn’t offered beside a conversation, and comes when that is left', async () => {
    const server = await launchServer()
    const way = await openRenewable(server.url)
    const page = await openInstalled(way.url)
    await pressStart(page)
    way.renew()
    await page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.update())
    const isWaiting = async () =>
      (await navigator.serviceWorker.getRegistration())?.waiting?.state === 'installed'
    await expect.poll(() => page.evaluate(isWaiting)).toBe(true)
    await hear(page, 1)
    expect(await page.getByRole('button', { name: 'Load it now' }).count()).toBe(0)
    await endSession(page)
    await page.getByRole('link', { name: 'Back to the start' }).click()
    await page.getByRole('button', { name: 'Later' }).click()
    expect(await page.getByRole('button', { name: 'Start', exact: true }).isVisible()).toBe(true)
  })
})
