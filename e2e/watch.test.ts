import type { Locator, Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { endSession, startConversation } from './support/conversation.ts'
import { expectPhase, expectSaid, hear, heardIds } from './support/heard.ts'
import { usePhone } from './support/phone.ts'
import { readCode } from './support/read-code.ts'

const phone = usePhone()
const small = { viewport: { width: 360, height: 740 } }

describe('letting someone watch', () => {
  it.each(['light', 'dark'] as const)(
    'leads another phone from the code to the same tones (%s)',
    async (colorScheme) => {
      const { page, say, id } = await startConversation(phone, { phone: { ...small, colorScheme } })
      await say(2)
      const address = await readCode(await openCode(page))
      expect(address).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/watch\/[\w-]{22}$/)
      expect(address).not.toContain(id)
      expect(await page.getByTestId('watch-address').textContent()).toBe(address)
      await page.getByRole('button', { name: 'Close' }).click()

      const viewer = await phone.open(address ?? '', small)
      await expectPhase(viewer, 'live')
      await say(2)
      for (const each of [page, viewer]) {
        await hear(each, 4)
        expect(await heardIds(each)).toEqual([1, 2, 3, 4])
      }
      expect(await viewer.getByRole('button', { name: /Microphone|End|watch/ }).count()).toBe(0)
      await endSession(page)
      await expectSaid(viewer, 'This conversation is over')
      expect(await heardIds(viewer)).toEqual([1, 2, 3, 4])
    },
  )

  it('is done by keyboard alone', async () => {
    const { page } = await startConversation(phone, { phone: small })
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
    const opener = page.getByRole('button', { name: 'Let someone watch' })
    await tabTo(page, opener)
    await page.keyboard.press('Enter')
    await expectFocus(page.getByRole('heading', { name: 'Let someone watch' }))
    await page.getByRole('img', { name: 'QR code of the link' }).waitFor()
    await tabTo(page, page.getByRole('button', { name: 'Copy link' }))
    await page.keyboard.press('Enter')
    await expectSaid(page, 'Copied.')
    const copied = await page.evaluate(() => navigator.clipboard.readText())
    expect(copied).toBe(await page.getByTestId('watch-address').textContent())
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await expectFocus(opener)
  })

  it('is closed by Back, which leaves the conversation alone', async () => {
    const { page } = await startConversation(phone, { phone: small })
    await openCode(page)
    await page.goBack()
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await expectPhase(page, 'live')
    expect(new URL(page.url()).pathname).toBe('/live')
  })

  it('keeps the keyboard off the page behind it', async () => {
    const { page } = await startConversation(phone, { phone: small })
    await openCode(page)
    for (let tabs = 0; tabs < 8; tabs++) {
      await page.keyboard.press('Tab')
      expect(await page.locator('main :is(a, button):not(dialog *):focus').count()).toBe(0)
    }
  })

  it('goes when the session ends elsewhere, and a keyboard finds what comes next', async () => {
    const { page, way, id } = await startConversation(phone, { phone: small })
    await openCode(page)
    await fetch(`${way.url}/session/${id}/end`, { method: 'DELETE' })
    await expectSaid(page, 'Session ended')
    expect(await page.getByRole('dialog').count()).toBe(0)
    await tabTo(page, page.getByRole('button', { name: 'Start a new session' }))
  })

  it('says so where the server can’t be reached, and shows the link once it can', async () => {
    const { page } = await startConversation(phone, { phone: small })
    await page.route(/\/share$/, (route) => route.abort())
    await page.getByRole('button', { name: 'Let someone watch' }).click()
    await expectSaid(page, 'The server can’t be reached right now.')
    await page.unroute(/\/share$/)
    await page.getByRole('button', { name: 'Try again' }).click()
    await page.getByRole('img', { name: 'QR code of the link' }).waitFor()
  })

  it('shows the link without its code where that can’t be fetched, and both once it can', async () => {
    const { page } = await startConversation(phone, { phone: small })
    await page.route(/qr-drawing/, (route) => route.abort())
    await page.getByRole('button', { name: 'Let someone watch' }).click()
    await expectSaid(page, 'The QR code can’t be shown right now.')
    expect(await page.getByTestId('watch-address').textContent()).toContain('/watch/')
    await page.unroute(/qr-drawing/)
    await page.getByRole('button', { name: 'Try again' }).click()
    await page.getByRole('img', { name: 'QR code of the link' }).waitFor()
  })
})

it('shows the code whole, and all else beside or below it, on every screen', async () => {
  const { page } = await startConversation(phone, { phone: { viewport: { width: 320, height: 640 } } })
  const code = await openCode(page)
  const dialog = page.getByRole('dialog')
  for (const { width, height, text } of [
    { width: 320, height: 640, text: '100%' },
    { width: 360, height: 740, text: '200%' },
    { width: 844, height: 390, text: '100%' },
  ]) {
    await page.setViewportSize({ width, height })
    await page.evaluate((size) => (document.documentElement.style.fontSize = size), text)
    expect(await dialog.evaluate((sheet) => sheet.scrollWidth - sheet.clientWidth)).toBe(0)
    // A scanner wants all of it at once.
    await code.evaluate((picture) => picture.scrollIntoView({ block: 'center' }))
    expect((await code.boundingBox())?.height).toBeLessThan(height)
    expect(await readCode(code)).toContain('/watch/')
  }
})

/** Opens the dialog and waits for its code. */
async function openCode(page: Page): Promise<Locator> {
  await page.getByRole('button', { name: 'Let someone watch' }).click()
  const code = page.getByRole('img', { name: 'QR code of the link' })
  await code.waitFor()
  return code
}

async function tabTo(page: Page, target: Locator): Promise<void> {
  for (let tabs = 0; tabs < 40 && !(await hasFocus(target)); tabs++) await page.keyboard.press('Tab')
  await expectFocus(target)
}

async function expectFocus(target: Locator): Promise<void> {
  await expect.poll(() => hasFocus(target)).toBe(true)
}

function hasFocus(target: Locator): Promise<boolean> {
  return target.evaluate((element) => element === document.activeElement)
}
