// What the worklet costs that makes 100 ms frames of 16 kHz out of a microphone's 48 kHz, as share of a core: CPU time of the
// page's process in Chromium, beside a worklet that does nothing. Once through an OfflineAudioContext, a minute of sound as fast
// as it goes; once as it is used, with a microphone, at real time.
import type { Page } from 'playwright-core'
import { build } from '../scripts/build.mjs'
import { idle, ours, serveWorkletPages, type Worklet } from './browser/worklet-pages.ts'
import { launchBrowser } from './support/browser.ts'
import { share, times } from './support/format.ts'
import { givenArguments, isShort } from './support/options.ts'
import { report, type Row } from './support/report.ts'
import { median } from './support/statistics.ts'

const rounds = isShort ? 1 : Number(givenArguments[0] ?? 7)
const offlineS = isShort ? 2 : 60
const liveS = isShort ? 1 : 5
const goal = 0.03

build()
const pages = await serveWorkletPages()
const browser = await launchBrowser('--autoplay-policy=no-user-gesture-required')
const system = await browser.newBrowserCDPSession()
try {
  report([await compare('as fast as it goes', offline), await compare('with a microphone', live)])
} finally {
  await browser.close()
  pages.stop()
}

/** CPU seconds that the page's processes took for a second of sound. */
type Measure = (page: Page, worklet: Worklet) => Promise<number>

async function compare(how: string, measure: Measure): Promise<Row> {
  const [busy, empty]: [number[], number[]] = [[], []]
  for (let round = 0; round < rounds; round++) {
    empty.push(await inNewPage(idle, measure))
    busy.push(await inNewPage(ours, measure))
  }
  const [all, least] = [median(busy), median(empty)]
  return {
    what: `capture worklet, ${how}: share of a core`,
    figure: share(all - least),
    peer: `one that does nothing: ${share(least)}, ours with it: ${share(all)}`,
    ratio: times(all / least),
    goal: `≤ ${share(goal)}`,
    met: all - least <= goal,
  }
}

async function inNewPage(worklet: Worklet, measure: Measure): Promise<number> {
  const context = await browser.newContext()
  const page = await context.newPage()
  await page.goto(pages.url)
  const cost = await measure(page, worklet)
  await context.close()
  return cost
}

async function offline(page: Page, worklet: Worklet): Promise<number> {
  // Once for the compiler.
  await page.evaluate((each) => workletBench.render(each, 2), worklet)
  const beforeS = await cpuS()
  await page.evaluate(([each, s]) => workletBench.render(each, s), [worklet, offlineS] as const)
  return ((await cpuS()) - beforeS) / offlineS
}

async function live(page: Page, worklet: Worklet): Promise<number> {
  await page.evaluate((each) => workletBench.listen(each), worklet)
  // Until it is compiled and the microphone is open.
  await page.waitForTimeout(1_000)
  const beforeS = await cpuS()
  const fromMs = performance.now()
  await page.waitForTimeout(liveS * 1_000)
  return ((await cpuS()) - beforeS) / ((performance.now() - fromMs) / 1_000)
}

/** Of the pages' processes; one page is open at a time. */
async function cpuS(): Promise<number> {
  const { processInfo } = await system.send('SystemInfo.getProcessInfo')
  return processInfo.filter(({ type }) => type === 'renderer').reduce((sum, { cpuTime }) => sum + cpuTime, 0)
}

declare global {
  var workletBench: {
    render(worklet: Worklet, seconds: number): Promise<void>
    listen(worklet: Worklet): Promise<void>
  }
}
