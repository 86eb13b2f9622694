// From the moment that the page is seen again to the first replayed tone in its list, with 200 tones behind; and from the
// browser's `online` to a living stream. Real Chromium, the built page, the real server, loopback. Beside each return, in
// the same page, the floor: a bare EventSource with the same id, timed to its first tone.
import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright-core'
import { toneEvent } from '../apps/server/test/support/tone.ts'
import { build } from '../scripts/build.mjs'
import { launchBrowser } from './support/browser.ts'
import { ms, times } from './support/format.ts'
import { introduced } from './support/introduced.mjs'
import { givenArguments, isShort } from './support/options.ts'
import { report } from './support/report.ts'
import { launchScripted } from './support/scripted.ts'
import { median, percentile } from './support/statistics.ts'

const rounds = isShort ? 2 : Number(givenArguments[0] ?? 40)
const behind = 200
const returnGoalMs = 150
const onlineGoalMs = 1_000

build()
const server = await launchScripted(fileURLToPath(new URL('../apps/web/dist', import.meta.url)))
const browser = await launchBrowser()
try {
  const page = await open()
  const id = await sessionOf(page)
  const returns: number[] = []
  const floors: number[] = []
  for (let round = 0; round < rounds; round++) {
    const head = await server.head(id)
    await page.evaluate(() => undertoneBench.hide())
    for (let n = 1; n <= behind; n++)
      await server.append(id, toneEvent({ session_id: id, timestamp: head + n, label: `tone ${n % 3}` }))
    returns.push(await page.evaluate((after) => undertoneBench.comeBack(after), head))
    floors.push(
      await page.evaluate(
        (url) => undertoneBench.bareStream(url),
        `/session/${id}/stream?last_event_id=${head}`,
      ),
    )
  }
  const online: number[] = []
  for (let round = 0; round < Math.ceil(rounds / 2); round++) {
    await page.context().setOffline(true)
    await page.locator('[data-connection=waiting]').waitFor()
    const back = page.evaluate(() => undertoneBench.untilLive())
    await page.context().setOffline(false)
    online.push(await back)
  }
  report([
    {
      what: `visible → first replayed tone on the page, ${behind} behind, 95th`,
      figure: `${ms(percentile(returns, 95))} (median ${ms(median(returns))})`,
      peer: `a bare EventSource to its first tone: ${ms(percentile(floors, 95))} (median ${ms(median(floors))})`,
      ratio: `${times(median(returns) / median(floors))} of the medians`,
      goal: `≤ ${ms(returnGoalMs)}`,
      met: percentile(returns, 95) <= returnGoalMs,
    },
    {
      what: 'the browser’s online → a living stream, slowest',
      figure: `${ms(Math.max(...online))} (median ${ms(median(online))})`,
      peer: '',
      ratio: '',
      goal: `≤ ${ms(onlineGoalMs)}`,
      met: Math.max(...online) <= onlineGoalMs,
    },
  ])
} finally {
  await browser.close()
  await server.stop()
}

async function open(): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 } })
  const page = await context.newPage()
  await page.addInitScript(introduced)
  await page.addInitScript({ path: fileURLToPath(new URL('./support/return-probe.js', import.meta.url)) })
  await page.goto(server.url)
  await page.getByRole('button', { name: 'Start', exact: true }).click()
  await page.locator('[data-connection=live]').waitFor()
  return page
}

async function sessionOf(page: Page): Promise<string> {
  const kept = await page.evaluate(() => sessionStorage.getItem('undertone.session') ?? '')
  return /"id":"([\w-]{22})"/.exec(kept)?.[1] ?? ''
}

declare global {
  var undertoneBench: {
    hide(): void
    comeBack(after: number): Promise<number>
    untilLive(): Promise<number>
    bareStream(url: string): Promise<number>
  }
}
