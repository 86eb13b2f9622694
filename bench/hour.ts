// An hour of talk on the product's live page: 3,600 tones, and 900 changes of what is heard, from the real server to real
// Chromium in a phone's window, a second in 20 ms, so that no frame need hold two. Beside it a page in plain Vue that has every
// row of its list in it, as such a list is written first. CPU time of the page's main thread, from traces for each frame that
// was drawn, and from DevTools' metrics for each event; what is held is counted after the garbage is collected.
import { build } from '../scripts/build.mjs'
import { heldByEvents, layHourPages, openNaive, openProduct } from './browser/hour-pages.ts'
import { runHour, type HourFigures } from './browser/hour-run.ts'
import type { Holding } from './browser/page-figures.ts'
import { launchBrowser } from './support/browser.ts'
import { bytes, count, ms, share, times } from './support/format.ts'
import { givenArguments, isShort } from './support/options.ts'
import { report, reportGrowth, type Row } from './support/report.ts'
import { launchScripted } from './support/scripted.ts'
import { median, percentile } from './support/statistics.ts'

const rounds = isShort ? 1 : Number(givenArguments[0] ?? 5)
const hour = isShort ? 50 : 3_600
const frameMs = 16

build()
const pages = await layHourPages()
const server = await launchScripted(pages.folder)
const browser = await launchBrowser()
const system = await browser.newBrowserCDPSession()
try {
  const ours: HourFigures[] = []
  const naive: HourFigures[] = []
  for (let round = 0; round < rounds; round++) {
    ours.push(await run(openProduct))
    naive.push(await run(openNaive))
  }
  report([...frameRows(ours, naive), ...holdingRows(ours, naive, await heldByEvents(browser, hour))])
  reportGrowth([growthOf('live page', ours), growthOf('a page with every row', naive)])
} finally {
  await browser.close()
  await server.stop()
  await pages.remove()
}

async function run(open: typeof openProduct): Promise<HourFigures> {
  const live = await open(browser, server.url)
  const figures = await runHour(server, system, live, hour)
  await live.page.context().close()
  return figures
}

function frameRows(ours: readonly HourFigures[], naive: readonly HourFigures[]): Row[] {
  return ([50, 99] as const).map((rank) => {
    const of = (all: readonly HourFigures[], part: 'begin' | 'end') =>
      median(all.map((figures) => percentile(figures[part], rank)))
    const [end, peer] = [of(ours, 'end'), of(naive, 'end')]
    return {
      what: `live page, main thread for a frame after an hour of events, ${rank === 50 ? 'median' : '99th'}`,
      figure: `${ms(end)} (in the first minutes ${ms(of(ours, 'begin'))}; above ${frameMs} ms ${share(lateShare(ours))})`,
      peer: `every row in the page: ${ms(peer)} (${ms(of(naive, 'begin'))}; ${share(lateShare(naive))})`,
      ratio: times(end / peer),
      goal: `≤ ${frameMs} ms`,
      met: end <= frameMs,
    }
  })
}

function lateShare(all: readonly HourFigures[]): number {
  const frames = all.flatMap(({ end }) => end)
  return frames.filter((each) => each > frameMs).length / frames.length
}

/** `eventBytes`: what an event takes by itself, which nothing that shows it later can do without. */
function holdingRows(ours: readonly HourFigures[], naive: readonly HourFigures[], eventBytes: number): Row[] {
  const grown = (all: readonly HourFigures[], of: (holding: Holding) => number) =>
    median(all.map(({ holdings }) => of(holdings[3]) - of(holdings[0]))) / (hour * 0.75)
  const heap = ({ heapBytes }: Holding) => heapBytes
  const things = ({ nodes, listeners }: Holding) => nodes + listeners
  const [held, heldNaive] = [grown(ours, heap), grown(naive, heap)]
  const [more, moreNaive] = [grown(ours, things), grown(naive, things)]
  const heapsMb = [0, 1, 2, 3].map((i) =>
    (median(ours.map(({ holdings }) => heap(holdings[i] ?? holdings[0]))) / 1e6).toFixed(2),
  )
  return [
    {
      what: `heap for each event, after a quarter of the hour to its end (${heapsMb.join(', ')} MB)`,
      figure: bytes(held),
      peer: `every row in the page: ${bytes(heldNaive)}; the events alone: ${bytes(eventBytes)}`,
      ratio: times(held / heldNaive),
      goal: `≤ 2 × the events alone`,
      met: held <= 2 * eventBytes,
    },
    {
      what: 'nodes and listeners for each event, likewise',
      figure: count(more),
      peer: `every row in the page: ${count(moreNaive)}`,
      ratio: times(more / moreNaive),
      goal: '≤ 0.01',
      met: more <= 0.01,
    },
  ]
}

function growthOf(what: string, all: readonly HourFigures[]) {
  const points = [0.01, 0.1, 1].map((part, i) => ({
    work: hour * part,
    cost: median(all.map(({ eventMs }) => eventMs[i] ?? NaN)),
  }))
  return { what, unit: 'events that are there', cost: 'ms of the main thread for one more', points }
}
