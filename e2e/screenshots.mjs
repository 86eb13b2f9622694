// Pictures of every screen, as a phone shows them, for the README: docs/screens/*.png
import { mkdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { chromium } from 'playwright-core'
import { launchProduct } from '../scripts/product.mjs'

const folder = fileURLToPath(new URL('../docs/screens/', import.meta.url))
mkdirSync(folder, { recursive: true })
const { url, browser, stop } = await launchProduct(chromium, [
  '--mute-audio',
  '--autoplay-policy=no-user-gesture-required',
])
try {
  await Promise.all(['light', 'dark'].map(walk))
} finally {
  await stop()
}

async function walk(colorScheme) {
  const context = await browser.newContext({
    colorScheme,
    viewport: { width: 390, height: 844 },
    deviceScaleFactor: 2,
  })
  const page = await context.newPage()
  const shoot = async (name) => {
    await page.waitForTimeout(500)
    await page.screenshot({ path: `${folder}${name}-${colorScheme}.png` })
  }
  await page.goto(url)
  await shoot('start')
  await page.getByRole('button', { name: 'Try a sample: Cheerful' }).click()
  await page.locator('[data-event-id]').nth(2).waitFor({ state: 'attached', timeout: 30_000 })
  await shoot('live')
  await endElsewhere(page)
  await page.getByText('Session timed out').first().waitFor()
  await shoot('timed-out')
  await page.goto(`${url}/notes`)
  await shoot('notes')
  await context.close()
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
