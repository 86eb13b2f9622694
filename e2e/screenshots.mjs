// Pictures of every screen, as a phone shows them, for the README: docs/screens/*.png
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { chromium } from 'playwright-core'
import { build } from '../scripts/build.mjs'
import { findOrInstallChromium } from '../scripts/chromium.mjs'

const path = (relative) => fileURLToPath(new URL(relative, import.meta.url))
const folder = path('../docs/screens/')
mkdirSync(folder, { recursive: true })
build()

const server = spawn(process.execPath, [path('../apps/server/dist/main.js')], {
  env: { ...process.env, PORT: '0', HOST: '127.0.0.1' },
  stdio: ['ignore', 'pipe', 'inherit'],
})
const [line] = await once(server.stdout, 'data')
const url = /http\S+/.exec(String(line))[0]
const browser = await chromium.launch({
  executablePath: findOrInstallChromium(),
  args: ['--no-sandbox', '--disable-gpu', '--mute-audio', '--autoplay-policy=no-user-gesture-required'],
})
await Promise.all(['light', 'dark'].map(walk))
await browser.close()
server.kill('SIGTERM')

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
  await page.getByRole('button', { name: 'Try a sample' }).click()
  await page.locator('[data-event-id]').nth(5).waitFor({ state: 'attached', timeout: 30_000 })
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
  const asked = page.waitForRequest(/\/session\/[\w-]{22}$/)
  await show('hidden')
  await page.route(/\/session\/[\w-]{22}$/, async (route) => {
    await fetch(`${route.request().url()}/end`, { method: 'DELETE' })
    await route.continue()
  })
  await show('visible')
  await asked
}
