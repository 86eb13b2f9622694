// Drags a timeline of 10,000 tones (eight hours of talk) to and fro, in a phone's window in Chromium: the one of the product,
// as a person drags it; the SVG that it was before, of the same layout; and uPlot, once with
// a line as thick and all points, once as it comes, with a thin line and points where there is room.
// Interleaved; a fresh page each. Time of the main thread is what the page's own thread worked for a frame, its painting
// included; CPU is all that its processes used. Needs no server.
import { createServer } from 'node:http'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { extname, join } from 'node:path'
import { once } from 'node:events'
import { chromium } from 'playwright-core'
import { findOrInstall } from '../scripts/find-or-install.mjs'
import { ms, share, times } from './support/format.ts'
import { givenArguments, isShort } from './support/options.ts'
import { report, reportGrowth } from './support/report.ts'
import { median, percentile } from './support/statistics.ts'
import { buildPage } from './timeline/build-page.mjs'

const rounds = isShort ? 1 : Number(givenArguments[0] ?? 5)
/** How many times slower than this machine a phone is. */
const slowdown = Number(givenArguments[1] ?? 1)
const dragMs = isShort ? 100 : 2_500
// The peer last: the others are told in its terms.
const candidates = ['canvas', 'svg', 'uPlot, alike', 'uPlot']
const windows = isShort
  ? { 'two minutes': 120 }
  : { 'two minutes': 120, 'an hour': 3_600, 'nearly all of eight hours': 26_000 }

const folder = await mkdtemp(join(tmpdir(), 'undertone-timeline-'))
await buildPage(folder)
const server = createServer(serve).listen(0, '127.0.0.1')
await once(server, 'listening')
const browser = await chromium.launch({
  executablePath: findOrInstall('chromium'),
  args: ['--no-sandbox', '--disable-gpu'],
})
const system = await browser.newBrowserCDPSession()

try {
  const rows = []
  for (const [name, windowS] of Object.entries(windows)) {
    const runs = candidates.map((candidate) => ({ candidate, figures: [] }))
    for (let round = 0; round < rounds; round++)
      for (const run of runs) run.figures.push(await drag(run.candidate, windowS))
    rows.push(...rowsOf(name, runs))
  }
  report(rows)
  reportGrowth([await growth()])
} finally {
  await browser.close()
  server.close()
  await rm(folder, { recursive: true })
}

async function open() {
  const context = await browser.newContext({ viewport: { width: 360, height: 640 }, deviceScaleFactor: 3 })
  const page = await context.newPage()
  const control = await context.newCDPSession(page)
  await control.send('Performance.enable')
  await page.goto(`http://127.0.0.1:${server.address().port}/index.html`)
  return { page, control, close: () => context.close() }
}

async function drag(candidate, windowS) {
  const { page, control, close } = await open()
  await control.send('Emulation.setCPUThrottlingRate', { rate: slowdown })
  await page.evaluate((what) => globalThis.timelineBench.show(what), { candidate, windowS })
  await page.evaluate(() => globalThis.timelineBench.drag(500))
  const before = { main: await mainS(control), cpu: await cpuS() }
  const frames = await page.evaluate((ms) => globalThis.timelineBench.drag(ms), dragMs)
  const after = { main: await mainS(control), cpu: await cpuS() }
  await close()
  return {
    frames,
    mainMs: ((after.main - before.main) * 1_000) / frames.length,
    cpuMs: ((after.cpu - before.cpu) * 1_000) / frames.length,
  }
}

async function growth() {
  const { page, close } = await open()
  const grow = (count) => page.evaluate((n) => globalThis.timelineBench.grow(n), count)
  await grow(100)
  const points = []
  for (const work of isShort ? [100, 1_000] : [100, 1_000, 10_000])
    points.push({ work, cost: median(await grow(work)) })
  await close()
  return { what: 'timeline', unit: 'tones that are there', cost: 'ms of script for one more', points }
}

async function mainS(control) {
  const { metrics } = await control.send('Performance.getMetrics')
  return metrics.find(({ name }) => name === 'TaskDuration').value
}

/** Of all renderers and of what draws for them; one page is open at a time. */
async function cpuS() {
  const { processInfo } = await system.send('SystemInfo.getProcessInfo')
  const drawing = processInfo.filter(({ type }) => type === 'renderer' || type === 'GPU')
  return drawing.reduce((sum, { cpuTime }) => sum + cpuTime, 0)
}

/** Each beside uPlot as it comes. */
function rowsOf(name, runs) {
  const figures = runs.map(({ candidate, figures }) => {
    const frames = figures.flatMap((figure) => figure.frames)
    return {
      candidate,
      frame: [median(frames), percentile(frames, 95)],
      // A millisecond for the clock's own jitter.
      late: frames.filter((each) => each > 17.7).length / frames.length,
      mainMs: median(figures.map(({ mainMs }) => mainMs)),
      cpuMs: median(figures.map(({ cpuMs }) => cpuMs)),
    }
  })
  const peer = figures.at(-1)
  return figures.slice(0, -1).map(({ candidate, frame, late, mainMs, cpuMs }) => ({
    what: `timeline dragged, ${name} in sight, ${candidate}: CPU a frame`,
    figure: `${ms(cpuMs)} (main thread ${ms(mainMs)}; frames ${ms(frame[0])}, 95th ${ms(frame[1])}, late ${share(late)})`,
    peer: `uPlot: ${ms(peer.cpuMs)} (${ms(peer.mainMs)}; late ${share(peer.late)})`,
    ratio: times(cpuMs / peer.cpuMs),
    goal: '',
    met: null,
  }))
}

async function serve(request, response) {
  const file = join(folder, new URL(request.url, 'http://x').pathname)
  const types = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' }
  const body = await readFile(file).catch(() => null)
  response.writeHead(body ? 200 : 404, { 'content-type': types[extname(file)] ?? 'text/plain' }).end(body)
}
