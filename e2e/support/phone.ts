import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core'
import { afterAll, beforeAll, onTestFinished } from 'vitest'
import { browserFlags, executablePath } from './browser.ts'
import { keepSettings, usualSettings } from './keep-settings.ts'
import { probeVisibility } from './probe/probe-visibility.ts'
import { probeScripts } from './probe/probe.ts'

export interface PhoneOptions extends BrowserContextOptions {
  /** Runs in the page before its own code and before everything that watches it. */
  before?: () => void
  /** Its clock goes on as usual until a test moves it with `page.clock`. */
  hasClock?: boolean
  /** What the person chose before, over having seen the first cards. Empty: they were never here. */
  settings?: Record<string, unknown>
  /** Fails the test if the browser has any error to report, though nothing was thrown: no request of it may fail. */
  isQuiet?: boolean
}

export interface Phone {
  /** A fresh phone-sized page, closed when the test ends. Fails the test if the page throws. */
  open(url: string, options?: PhoneOptions): Promise<Page>
}

/** A Chromium for the tests of one file; its microphone hears the sample conversation over and over. */
export function usePhone(): Phone {
  let browser: Browser
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: executablePath(), args: browserFlags })
  })
  afterAll(() => browser.close())

  return {
    async open(url, { before, hasClock, settings = usualSettings, isQuiet, ...options } = {}) {
      // A service worker of its own would fetch all pages at each opening; its tests ask for one.
      const usual = { viewport: { width: 390, height: 844 }, serviceWorkers: 'block' } as const
      const context = await browser.newContext({ ...usual, ...options })
      const faults: string[] = []
      context.on('weberror', (error) => faults.push(String(error.error())))
      if (isQuiet)
        context.on('console', (message) => {
          if (message.type() === 'error') faults.push(message.text())
        })
      if (hasClock) await context.clock.install()
      if (before) await context.addInitScript(before)
      await context.addInitScript(keepSettings, JSON.stringify(settings))
      for (const script of [probeVisibility, ...probeScripts]) await context.addInitScript(script)
      const page = await context.newPage()
      await page.goto(url)
      onTestFinished(async () => {
        await context.close()
        if (faults.length > 0) throw new Error(`The page threw: ${faults.join('; ')}`)
      })
      return page
    },
  }
}

/** The screen goes dark, or another app comes in front. */
export async function hide(page: Page): Promise<void> {
  await page.evaluate(() => undertoneProbe.setHidden(true))
}

/** The person is back. */
export async function comeBack(page: Page): Promise<void> {
  await page.evaluate(() => undertoneProbe.setHidden(false))
}

/** The id of the session that the page watches. */
export async function sessionIdOf(page: Page): Promise<string> {
  const url = await page.evaluate(() => undertoneProbe.lastStreamUrl())
  return /\/session\/([\w-]{22})\//.exec(url)?.[1] ?? ''
}
