import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { look } from './support/look.ts'
import { usePhone } from './support/phone.ts'
import { launchServer } from './support/server.ts'

const phone = usePhone()
/** Somebody who was never here. */
const newcomer = { settings: {}, viewport: { width: 360, height: 800 } } as const

it('the first cards are read before the app is there, and it goes on from them', async () => {
  const { page, release } = await visitBeforeTheApp('en')
  await heading(page, 'How it sounds, in one word')
  await press(page, 'Next')
  await heading(page, 'A guess, and no more')
  await look(page, 'the second card, before the app')
  await press(page, 'Next')
  await press(page, 'Begin')
  release()
  await heading(page, 'Hear how it is said')
  expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('H1')
  await page.reload()
  await heading(page, 'Hear how it is said')
})

it('the first cards are there in German as well, and can be left for an app that is there', async () => {
  const { page, release } = await visitBeforeTheApp('de-AT')
  await heading(page, 'Wie es klingt, in einem Wort')
  expect(await page.evaluate(() => document.documentElement.lang)).toBe('de')
  const laterPart = page.waitForRequest(/AfterFirstScreen/, { timeout: 10_000 })
  release()
  await laterPart
  await page.locator('#app h1').waitFor({ state: 'attached' })
  await heading(page, 'Wie es klingt, in einem Wort')
  await press(page, 'Überspringen')
  await heading(page, 'Hören, wie es gesagt wird')
})

it('the first cards stand in nobody’s way who comes for another page', async () => {
  const { url } = await launchServer()
  const page = await phone.open(`${url}/notes`, newcomer)
  await heading(page, 'Notes')
  expect(await page.locator('#cards').innerHTML()).toBe('')
})

/** A first visit whose network gives the page, and the app once `release` is called. */
async function visitBeforeTheApp(locale: string) {
  const { url } = await launchServer()
  const page = await phone.open('about:blank', { ...newcomer, locale })
  let release = () => {}
  const isReleased = new Promise<void>((resolve) => (release = resolve))
  await page.route('**/assets/*.js', async (route) => {
    await isReleased
    await route.continue()
  })
  await page.goto(url, { waitUntil: 'commit' })
  return { page, release: () => release() }
}

async function heading(page: Page, name: string): Promise<void> {
  await page.getByRole('heading', { name, level: 1 }).waitFor({ timeout: 10_000 })
}

async function press(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name, exact: true }).click()
}
