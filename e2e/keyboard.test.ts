import type { Locator, Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { startConversation, untilMeant } from './support/conversation.ts'
import { expectPhase, expectSaid, hear } from './support/heard.ts'
import { look } from './support/look.ts'
import { sessionIdOf, usePhone } from './support/phone.ts'
import { launchServer } from './support/server.ts'
import { viewerIdOf } from './support/viewer-id.ts'

const phone = usePhone()

/** A person with a keyboard alone: no test here ever points at anything. */
it('is used from the first card to the last note by keyboard alone', async () => {
  const { page, server, id } = await startWithKeys()
  await expectPhase(page, 'live')

  await go(page, 'button', /^Microphone/)
  await untilMeant(page)
  await page.keyboard.press('Space')
  await expect.poll(() => page.getByTestId('tone-word').textContent()).toContain('Microphone off')

  await server.say(id, 3, { label: 'warm' })
  await hear(page, 3)
  await addNote(page, 'she mentioned the invoice')
  await readAlongTimeline(page)

  await go(page, 'button', 'End session')
  await page.keyboard.press('Enter')
  await expectPhase(page, 'ended')
  await go(page, 'button', 'Keep my notes')
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'Rename' }).waitFor()

  await rename(page, 'The landlord')
  await go(page, 'link', 'All notes')
  await page.keyboard.press('Enter')
  await go(page, 'searchbox')
  await page.keyboard.type('invoice')
  await expectSaid(page, 'One conversation was found.')

  await go(page, 'link', 'Back to the start')
  await page.keyboard.press('Enter')
  await go(page, 'link', 'Settings')
  await page.keyboard.press('Enter')
  await changeLooks(page)
})

it('comes in by a code where one is needed, is asked once, and asks no viewer', async () => {
  const { url } = await launchServer({ ACCESS_CODE: 'open sesame' })
  const page = await phone.open(url)
  const field = page.getByLabel('Access code', { exact: true })
  await go(page, 'radio', /90/)
  await page.keyboard.press('ArrowRight')
  await pressButton(page, 'Start')
  await expectFocus(field)
  await look(page, 'an access code is asked for')
  await page.keyboard.type('sesame')
  await page.keyboard.press('Enter')
  await expectSaid(page, 'That isn’t the code of this Undertone.')
  await expectFocus(field)
  expect(await field.inputValue()).toBe('sesame')
  await page.emulateMedia({ colorScheme: 'dark' })
  await look(page, 'another code than the one that is asked for')
  await page.keyboard.press('Home')
  await page.keyboard.type('open ')
  await page.keyboard.press('Enter')
  await expectPhase(page, 'live')

  const id = await sessionIdOf(page)
  const kept: unknown = await (await fetch(`${url}/session/${id}`)).json()
  expect(kept).toMatchObject({ idle_ttl_s: 300 })
  const viewer = await phone.open(`${url}/watch/${await viewerIdOf(url, id)}`)
  await expectPhase(viewer, 'live')

  await untilMeant(page)
  await pressButton(page, 'End session')
  await expectPhase(page, 'ended')
  await pressButton(page, 'Start a new session')
  await expectPhase(page, 'live')
  await page.goto(`${url}/settings`)
  await pressButton(page, 'Forget the access code')
  await expectSaid(page, 'Forgotten.')
  await go(page, 'link', 'Back to the start')
  await page.keyboard.press('Enter')
  await pressButton(page, 'Start')
  await expectFocus(field)
})

it('keeps its place when the language changes', async () => {
  const { page } = await startConversation(phone)
  await page.goto(new URL('/settings', page.url()).href)
  await page.getByRole('heading', { name: 'Settings' }).waitFor()
  await page.getByRole('radio', { name: 'English' }).focus()
  await page.keyboard.press('ArrowDown')
  await page.getByRole('heading', { name: 'Einstellungen' }).waitFor()
  await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('language-de')
  expect(await page.evaluate(() => document.documentElement.lang)).toBe('de')
})

/** Through the first cards and Start, with keys. */
async function startWithKeys() {
  return startConversation(phone, {
    phone: { settings: {}, viewport: { width: 390, height: 844 } },
    async prepare(page) {
      await go(page, 'button', 'Next')
      await page.keyboard.press('Enter')
      await go(page, 'button', 'Skip')
      await page.keyboard.press('Enter')
      await go(page, 'radio', /90/)
      await page.keyboard.press('ArrowRight')
      await go(page, 'button', 'Start')
    },
  })
}

async function addNote(page: Page, text: string): Promise<void> {
  await go(page, 'button', 'Add a note')
  await page.keyboard.press('Enter')
  await page.keyboard.type(text)
  await go(page, 'button', 'Save')
  await page.keyboard.press('Enter')
  await page.getByTestId('heard').getByText(text).waitFor()
}

async function readAlongTimeline(page: Page): Promise<void> {
  await go(page, 'slider')
  await page.keyboard.press('Home')
  const first = await page.getByRole('slider').getAttribute('aria-valuetext')
  await page.keyboard.press('ArrowRight')
  expect(await page.getByRole('slider').getAttribute('aria-valuetext')).not.toBe(first)
}

async function rename(page: Page, title: string): Promise<void> {
  await go(page, 'button', 'Rename')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Control+A')
  await page.keyboard.type(title)
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: title }).waitFor()
}

async function changeLooks(page: Page): Promise<void> {
  await go(page, 'radio', 'As the system')
  for (let i = 0; i < 3; i++) await page.keyboard.press('ArrowDown')
  expect(await page.evaluate(() => document.documentElement.dataset['theme'])).toBe('contrast')
  await go(page, 'checkbox', 'Keep everything still')
  await page.keyboard.press('Space')
  expect(await page.getByRole('checkbox', { name: 'Keep everything still' }).isChecked()).toBe(true)
}

async function pressButton(page: Page, name: string): Promise<void> {
  await go(page, 'button', name)
  await page.keyboard.press('Enter')
}

async function expectFocus(on: Locator): Promise<void> {
  await on.waitFor()
  await expect.poll(() => on.evaluate((element) => element === document.activeElement)).toBe(true)
}

type Role = Parameters<Page['getByRole']>[0]

/** Presses Tab until `role` called `name` has the focus. On the way every stop is seen: ringed, and not covered. */
async function go(page: Page, role: Role, name?: string | RegExp): Promise<void> {
  const target = page.getByRole(role, name === undefined ? {} : { name, exact: true }).first()
  await target.waitFor()
  for (let stops = 0; stops < 60; stops++) {
    if (await target.evaluate((element) => element === document.activeElement)) return
    await page.keyboard.press('Tab')
    const seen = await page.evaluate(stopSeen)
    expect(seen, 'where the keyboard is').toBe('seen')
  }
  throw new Error(`The keyboard never comes to ${role} ${name}`)
}

/** Runs in the page: what is wrong with where the keyboard is, or `seen`. */
function stopSeen(): string {
  const element = document.activeElement
  // Past the last stop the keyboard is with the browser itself.
  if (!element || element === document.body) return 'seen'
  const { outlineStyle, outlineWidth } = getComputedStyle(element)
  const isRinged = outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2
  if (!isRinged) return `no ring: ${element.outerHTML}`
  const { left, right, top, bottom } = element.getBoundingClientRect()
  const isOnScreen = bottom > 0 && top < innerHeight && right > 0 && left < innerWidth
  if (!isOnScreen) return `off the screen: ${element.outerHTML}`
  const points = [0.1, 0.5, 0.9].map((share) =>
    document.elementFromPoint((left + right) / 2, top + share * (bottom - top)),
  )
  const isUncovered = points.some(
    (upmost) => upmost && (element.contains(upmost) || upmost.contains(element)),
  )
  return isUncovered ? 'seen' : `covered: ${element.outerHTML}`
}
