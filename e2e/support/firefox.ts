import puppeteer, { type Browser, type Page } from 'puppeteer-core'
import { afterAll, beforeAll, onTestFinished } from 'vitest'
import { probePolicy } from './probe/probe-policy.ts'
import { probeVisibility } from './probe/probe-visibility.ts'
import { openSoundRoom, type SoundRoom } from './sound-room.ts'

export interface Firefox {
  /** A fresh phone-sized page, closed when the test ends. Fails the test if the page throws. */
  open(url: string): Promise<Page>
}

const preferences = {
  // The question is the browser's own, and nobody is there to answer it.
  'media.navigator.permission.disabled': true,
  // The speaker takes longer to open than a voice waits for it, as a wireless headset's may.
  'media.cubeb.slow_stream_init_ms': 1_100,
  'intl.accept_languages': 'en',
}

/** Firefox as it is shipped, for the tests of one file; its microphone hears the sample conversation. */
export function useFirefox(): Firefox {
  let room: SoundRoom
  let browser: Browser
  beforeAll(async () => {
    room = await openSoundRoom()
    browser = await puppeteer.launch({
      browser: 'firefox',
      executablePath: firefoxPath(),
      env: { ...process.env, ...room.env },
      extraPrefsFirefox: preferences,
    })
  })
  afterAll(async () => {
    await browser.close()
    await room.close()
  })

  return {
    async open(url) {
      const context = await browser.createBrowserContext()
      const page = await context.newPage()
      const faults: string[] = []
      page.on('pageerror', (error) => faults.push(String(error)))
      await page.setViewport({ width: 390, height: 844 })
      for (const script of [probeVisibility, probePolicy]) await page.evaluateOnNewDocument(script)
      await page.goto(url)
      onTestFinished(async () => {
        await context.close()
        if (faults.length > 0) throw new Error(`The page threw: ${faults.join('; ')}`)
      })
      return page
    },
  }
}

function firefoxPath(): string {
  const path = process.env['FIREFOX_PATH']
  if (!path) throw new Error('FIREFOX_PATH names no Firefox; `pnpm test` finds or installs one.')
  return path
}
