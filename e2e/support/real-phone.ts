import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, type BrowserContext, type CDPSession, type Page } from 'playwright-core'
import { expect, onTestFinished } from 'vitest'
import { browserFlags, executablePath } from './browser.ts'
import { keepSettings, usualSettings } from './keep-settings.ts'
import { probeScripts } from './probe/probe.ts'

export interface RealPhone {
  page: Page
  /** Another tab comes in front: the browser itself hides the page. */
  putAway(): Promise<void>
  takeOut(): Promise<void>
  /** What a phone does to a page in the background. */
  freeze(): Promise<void>
  thaw(): Promise<void>
  /** The system takes the page's memory: its process is gone. */
  kill(): Promise<void>
  /** The person comes back to the tab of the page that was killed: the browser loads it anew. */
  revive(): Promise<Page>
}

/**
 * A Chromium of its own whose pages are truly hidden, frozen, thrown away and brought back: a page that is driven as
 * usual believes itself in sight at all times. Ends with the test.
 */
export async function openRealPhone(url: string): Promise<RealPhone> {
  const connect = await launch()
  const context = await connect()
  await context.addInitScript(keepSettings, JSON.stringify(usualSettings))
  for (const script of probeScripts) await context.addInitScript(script)
  const elsewhere = await context.newPage()
  const page = await context.newPage()
  await page.goto(url)
  const control = await context.newCDPSession(page)
  return {
    page,
    putAway: () => elsewhere.bringToFront(),
    takeOut: () => page.bringToFront(),
    freeze: () => setLifecycle(control, 'frozen'),
    thaw: () => setLifecycle(control, 'active'),
    async kill() {
      const crashed = page.waitForEvent('crash')
      // The answer would come from the process that is gone.
      control.send('Page.crash').catch(() => undefined)
      await crashed
    },
    async revive() {
      await control.send('Page.reload')
      // To the one who drove it, a crashed page stays crashed: it is taken up anew.
      const found = (await connect()).pages().find((other) => other.url().startsWith(url))
      if (!found) throw new Error('The page isn’t there any more')
      await found.bringToFront()
      return found
    },
  }
}

async function setLifecycle(control: CDPSession, state: 'frozen' | 'active'): Promise<void> {
  await control.send('Page.setWebLifecycleState', { state })
}

/** A fresh browser; returns what connects to its one profile. */
async function launch(): Promise<() => Promise<BrowserContext>> {
  const profile = await mkdtemp(join(tmpdir(), 'undertone-phone-'))
  const ownFlags = ['--headless', '--remote-debugging-port=0', `--user-data-dir=${profile}`]
  const child = spawn(executablePath(), [...browserFlags, ...ownFlags], {
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const exited = once(child, 'exit')
  onTestFinished(async () => {
    child.kill()
    await exited
    await rm(profile, { recursive: true, force: true, maxRetries: 5 })
  })
  const endpoint = await endpointOf(child)
  await firstTab(endpoint)
  return async () => {
    const browser = await chromium.connectOverCDP(endpoint, { noDefaults: true, isLocal: true })
    onTestFinished(() => browser.close())
    const [context] = browser.contexts()
    if (!context) throw new Error('The browser has no profile')
    return context
  }
}

/** Waits for the tab that every browser starts with: who connects while it opens may wait for it for ever. */
async function firstTab(endpoint: string): Promise<void> {
  const list = `http://${new URL(endpoint).host}/json/list`
  await expect.poll(async () => (await fetch(list)).text(), { timeout: 15_000 }).toContain('"type": "page"')
}

function endpointOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = ''
    child.stderr?.on('data', (text: Buffer) => {
      said += text.toString()
      const found = /listening on (ws:\S+)/.exec(said)?.[1]
      if (found) resolve(found)
    })
    child.once('exit', () => reject(new Error(`The browser ended: ${said}`)))
  })
}
