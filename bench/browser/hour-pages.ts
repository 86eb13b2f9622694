import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Browser, Page } from 'playwright-core'
import { toneEvent } from '../../apps/server/test/support/tone.ts'
import { introduced } from '../support/introduced.mjs'
import { buildNaive } from './build-naive.mjs'
import { readPage } from './page-figures.ts'

const built = fileURLToPath(new URL('../../apps/web/dist', import.meta.url))

export interface LivePage {
  readonly page: Page
  readonly sessionId: string
}

/** The built product with a page beside it that has every row of its list in it, in a folder of their own. */
export async function layHourPages() {
  const folder = await mkdtemp(join(tmpdir(), 'undertone-hour-'))
  await cp(built, folder, { recursive: true })
  await buildNaive(join(folder, 'naive'), '/naive/')
  return { folder, remove: () => rm(folder, { recursive: true }) }
}

/** A running session on the product's own page. */
export async function openProduct(browser: Browser, url: string): Promise<LivePage> {
  const page = await newPage(browser)
  await page.addInitScript(introduced)
  await page.goto(url)
  await page.getByRole('button', { name: 'Start', exact: true }).tap()
  await page.locator('[data-connection=live]').waitFor()
  const kept = await page.evaluate(() => sessionStorage.getItem('undertone.session') ?? '')
  return { page, sessionId: /"id":"([\w-]{22})"/.exec(kept)?.[1] ?? '' }
}

export async function openNaive(browser: Browser, url: string): Promise<LivePage> {
  const page = await newPage(browser)
  await page.goto(`${url}/naive/index.html`)
  await page.locator('[data-connection=live]').waitFor()
  return { page, sessionId: await page.evaluate(() => String(Reflect.get(globalThis, 'sessionId'))) }
}

/** Bytes that an event takes on an empty page that keeps `count` of them as they are parsed, and nothing else. */
export async function heldByEvents(browser: Browser, count: number): Promise<number> {
  const page = await newPage(browser)
  const { holding } = await readPage(page)
  const before = await holding()
  await page.evaluate(
    ([event, n]) => {
      const texts = Array.from({ length: n }, (_, i) => event.replace('"timestamp":1', `"timestamp":${i}`))
      Reflect.set(
        globalThis,
        'kept',
        texts.map((text) => JSON.parse(text)),
      )
    },
    // A session's id is as long as this, and each event has its own copy.
    [JSON.stringify(toneEvent({ session_id: 'x'.repeat(22) })), count] as const,
  )
  const after = await holding()
  await page.context().close()
  return (after.heapBytes - before.heapBytes) / count
}

async function newPage(browser: Browser): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width: 390, height: 844 },
    isMobile: true,
    hasTouch: true,
    serviceWorkers: 'block',
  })
  return context.newPage()
}
