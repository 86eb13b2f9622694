import { fileURLToPath } from 'node:url'
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core'
import { afterAll, beforeAll, onTestFinished } from 'vitest'

const speech = fileURLToPath(new URL('../../apps/web/public/samples/conversation.wav', import.meta.url))

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--autoplay-policy=no-user-gesture-required',
  '--use-fake-device-for-media-stream',
  '--use-fake-ui-for-media-stream',
  `--use-file-for-fake-audio-capture=${speech}`,
]

export interface Phone {
  /** A fresh phone-sized page, closed when the test ends. Fails the test if the page throws. */
  open(url: string, options?: BrowserContextOptions): Promise<Page>
}

/** A Chromium for the tests of one file; its microphone hears the sample conversation over and over. */
export function usePhone(): Phone {
  let browser: Browser
  beforeAll(async () => {
    const executablePath = process.env['CHROMIUM_PATH']
    if (!executablePath) throw new Error('CHROMIUM_PATH names no browser; `pnpm test` finds or installs one.')
    browser = await chromium.launch({ executablePath, args: flags })
  })
  afterAll(() => browser.close())

  return {
    async open(url, options = {}) {
      const context = await browser.newContext({ viewport: { width: 390, height: 844 }, ...options })
      const page = await context.newPage()
      const faults: string[] = []
      page.on('pageerror', (error) => faults.push(String(error)))
      await page.addInitScript(watchBrowser)
      await page.goto(url)
      onTestFinished(async () => {
        await context.close()
        if (faults.length > 0) throw new Error(`The page threw: ${faults.join('; ')}`)
      })
      return page
    },
  }
}

/** Runs in the page before its own code: notes which streams and wake locks it holds, and lets a test hide it. */
function watchBrowser(): void {
  const streams: EventSource[] = []
  const wakeLocks = { held: 0, taken: 0 }
  let hidden = false

  globalThis.EventSource = class extends EventSource {
    constructor(url: string | URL, init?: EventSourceInit) {
      super(url, init)
      streams.push(this)
    }
  }
  Object.defineProperty(document, 'visibilityState', {
    configurable: true,
    get: () => (hidden ? 'hidden' : 'visible'),
  })
  Object.defineProperty(document, 'hidden', { configurable: true, get: () => hidden })
  const request = navigator.wakeLock.request.bind(navigator.wakeLock)
  navigator.wakeLock.request = async (type) => {
    const lock = await request(type)
    wakeLocks.held++
    wakeLocks.taken++
    lock.addEventListener('release', () => wakeLocks.held--)
    return lock
  }
  Object.assign(globalThis, {
    undertoneProbe: {
      lastStreamUrl: () => streams.at(-1)?.url ?? '',
      openStreams: () => streams.filter(({ readyState }) => readyState !== EventSource.CLOSED).length,
      heldWakeLocks: () => wakeLocks.held,
      takenWakeLocks: () => wakeLocks.taken,
      setHidden(now: boolean) {
        hidden = now
        document.dispatchEvent(new Event('visibilitychange'))
      },
    },
  })
}

declare global {
  var undertoneProbe: {
    lastStreamUrl(): string
    openStreams(): number
    heldWakeLocks(): number
    takenWakeLocks(): number
    setHidden(now: boolean): void
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
