import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { endSession, startConversation } from './support/conversation.ts'
import { expectPhase, expectSaid, hear, heardIds } from './support/heard.ts'
import { usePhone } from './support/phone.ts'
import { timelineOf } from './support/timeline.ts'

const phone = usePhone()

/** What each screen is for, once through, by pointing. Deeper into each: the tests that are called after them. */
describe.each([360, 390, 1280])('at %i px', (width) => {
  const options = { phone: { isQuiet: true, viewport: { width, height: width > 1000 ? 800 : 740 } } }

  it('a person starts, hears, notes, shares, ends, finds it again and sets it up', async () => {
    const { page, way, id, say } = await startConversation(phone, { ...options, prepare: chooseFiveMinutes })
    await say(4)
    await hear(page, 4)
    await pointAtNewest(page)
    await noteDown(page, 'she mentioned the invoice')
    const viewer = await watcherOf(page, way.url, id)
    await say(1)
    await hear(viewer, 5)
    expect(await heardIds(viewer)).toEqual(await heardIds(page))

    await endSession(page)
    await expectSaid(viewer, 'This conversation is over')
    await press(page, 'Keep my notes')
    await expect.poll(() => heardIds(page)).toEqual([1, 2, 3, 4, 5])
    await page.getByTestId('heard').getByText('she mentioned the invoice').waitFor()

    await page.getByRole('link', { name: 'All notes' }).click()
    await page.getByRole('searchbox').fill('invoice')
    await expectSaid(page, 'One conversation was found.')
    await page.getByRole('link', { name: 'Back to the start' }).click()
    await page.getByRole('link', { name: 'Settings' }).click()
    await page.getByRole('radio', { name: 'Dark' }).check()
    await page.getByRole('radio', { name: /125/ }).check()
    await page.reload()
    expect(await page.evaluate(() => document.documentElement.dataset['theme'])).toBe('dark')
    expect(await page.evaluate(() => document.documentElement.style.fontSize)).toBe('125%')
  })
})

async function press(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name, exact: true }).click()
}

async function chooseFiveMinutes(page: Page): Promise<void> {
  await page.getByRole('radio', { name: '5 min', exact: true }).check()
  await page.getByText('we keep this session for 5 minutes').waitFor()
}

/** Taps the newest moment on the timeline; its word is read below. */
async function pointAtNewest(page: Page): Promise<void> {
  const timeline = timelineOf(page)
  await timeline.scrollIntoViewIfNeeded()
  const box = await timeline.boundingBox()
  await timeline.click({ position: { x: (box?.width ?? 0) - 20, y: 40 } })
  expect(await timeline.getAttribute('aria-valuetext')).toMatch(/^0:04, calm/)
}

async function noteDown(page: Page, text: string): Promise<void> {
  await press(page, 'Add a note')
  await page.getByRole('textbox').fill(text)
  await press(page, 'Save')
  await page.getByTestId('heard').getByText(text).waitFor()
}

/** Another device with the link that this one gives out. */
async function watcherOf(page: Page, url: string, id: string): Promise<Page> {
  await press(page, 'Let someone watch')
  const address = (await page.getByTestId('watch-address').textContent()) ?? ''
  expect(address).toContain(`${url}/watch/`)
  expect(address).not.toContain(id)
  await press(page, 'Close')
  const viewer = await phone.open(address, { isQuiet: true })
  await expectPhase(viewer, 'live')
  return viewer
}
