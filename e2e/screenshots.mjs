// Pictures of every screen, light and dark, as a phone and a desktop show them, for the README: docs/screens/*.png
import { mkdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { chromium } from 'playwright-core'
import { launchProduct } from '../scripts/product.mjs'

const folder = fileURLToPath(new URL('../docs/screens/', import.meta.url))
const phone = { width: 390, height: 844 }
const desktop = { width: 1280, height: 800 }

mkdirSync(folder, { recursive: true })
const { url, browser, stop } = await launchProduct(chromium, [
  '--mute-audio',
  '--autoplay-policy=no-user-gesture-required',
])
try {
  for (const theme of ['light', 'dark']) {
    await walk(theme)
    await look(theme, 'live-desktop', desktop)
    await watch(theme)
  }
  await look('contrast', 'live', phone)
} finally {
  await stop()
}

/** Through every screen, as somebody who comes for the first time. */
async function walk(theme) {
  const { context, page, shoot } = await open(theme, {})
  await shoot('intro')
  await page.getByRole('button', { name: 'Skip' }).click()
  await shoot('start')
  await page.getByRole('link', { name: 'Settings' }).click()
  await shoot('settings')
  await page.getByRole('link', { name: 'Back to the start' }).click()
  await hearSample(page, 'Tense', 3)
  await shoot('live')
  await page.getByRole('button', { name: 'Add a note' }).click()
  await page.getByRole('textbox').fill('she mentioned the invoice')
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByRole('slider').press('End')
  await page.getByTestId('heard').scrollIntoViewIfNeeded()
  await shoot('note')
  await page.getByRole('button', { name: 'Let someone watch' }).click()
  await page.getByRole('img', { name: 'QR code of the link' }).waitFor()
  await shoot('watch-link')
  await page.getByRole('button', { name: 'Close' }).click()
  await endElsewhere(page)
  await page.getByText('Session timed out').first().waitFor()
  await shoot('timed-out')
  await page.getByRole('button', { name: 'Keep my notes' }).click()
  await page.getByRole('button', { name: 'Rename' }).waitFor()
  await shoot('conversation')
  await page.getByRole('link', { name: 'All notes' }).click()
  await page.getByRole('searchbox').waitFor()
  await shoot('notes')
  await context.close()
}

/** The live page alone, while the clip still plays. */
async function look(theme, name, viewport) {
  const { context, page, shoot } = await open(theme, { theme, isIntroduced: true })
  await page.setViewportSize(viewport)
  await hearSample(page, 'Cheerful', 3)
  await shoot(name)
  await context.close()
}

/** What another device shows, while the clip still plays. */
async function watch(theme) {
  const { context, page } = await open(theme, { isIntroduced: true })
  await hearSample(page, 'Tense', 2)
  const { id } = JSON.parse(await page.evaluate(() => sessionStorage.getItem('undertone.session')))
  const answer = await fetch(`${url}/session/${id}/share`, { method: 'POST' })
  const { viewer_id: viewerId } = await answer.json()
  const viewer = await open(theme, {}, `/watch/${viewerId}`)
  await viewer.page.locator('[data-event-id]').nth(2).waitFor({ state: 'attached' })
  await viewer.shoot('watch')
  await viewer.context.close()
  await context.close()
}

async function open(theme, settings, path = '/') {
  const colorScheme = theme === 'dark' ? 'dark' : 'light'
  const context = await browser.newContext({ colorScheme, viewport: phone, deviceScaleFactor: 1.5 })
  await context.addInitScript((chosen) => {
    localStorage.setItem('undertone.settings', localStorage.getItem('undertone.settings') ?? chosen)
  }, JSON.stringify(settings))
  const page = await context.newPage()
  const shoot = async (name) => {
    // Nothing is pointed at.
    await page.mouse.move(0, 0)
    await page.waitForTimeout(500)
    await page.screenshot({ path: `${folder}${name}-${theme}.png` })
  }
  await page.goto(url + path)
  return { context, page, shoot }
}

async function hearSample(page, name, count) {
  await page.getByRole('button', { name: `Try a sample: ${name}` }).click()
  await page
    .locator('[data-event-id]')
    .nth(count - 1)
    .waitFor({ state: 'attached', timeout: 30_000 })
}

/** The page is hidden, its session goes, the person comes back. */
async function endElsewhere(page) {
  const show = (state) =>
    page.evaluate((visibility) => {
      Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => visibility })
      document.dispatchEvent(new Event('visibilitychange'))
    }, state)
  const { id } = JSON.parse(await page.evaluate(() => sessionStorage.getItem('undertone.session')))
  await show('hidden')
  await fetch(`${url}/session/${id}/end`, { method: 'DELETE' })
  await show('visible')
}
