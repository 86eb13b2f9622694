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
import { buildPage } from './timeline/build-page.mjs'

const rounds = Number(process.argv[2] ?? 3)
/** How many times slower than this machine a phone is. */
const slowdown = Number(process.argv[3] ?? 1)
const dragMs = 2_500
// The peer last: the others are told in its terms.
const candidates = ['canvas', 'svg', 'uPlot, alike', 'uPlot']
const windows = { 'two minutes': 120, 'an hour': 3_600, 'nearly all of eight hours': 26_000 }

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
  for (const [name, windowS] of Object.entries(windows)) {
    const runs = candidates.map((candidate) => ({ candidate, figures: [] }))
    for (let round = 0; round < rounds; round++)
      for (const run of runs) run.figures.push(await drag(run.candidate, windowS))
    print(name, runs)
  }
  const { few, many } = await growth()
  console.log(
    `one more tone, to its picture: ${few.toFixed(2)} ms after 100, ${many.toFixed(2)} ms after 10,000`,
  )
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
  const [few, many] = [await grow(100), await grow(10_000)]
  await close()
  return { few: median(few), many: median(many) }
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

function print(name, runs) {
  console.log(`\n${name} in sight, ${rounds} rounds of ${dragMs / 1_000} s, ${slowdown}× slowed down`)
  const table = runs.map(({ candidate, figures }) => {
    const frames = figures.flatMap((figure) => figure.frames)
    const share = frames.filter((ms) => ms > 17.5).length / frames.length
    return {
      candidate,
      'frame, median': `${median(frames).toFixed(1)} ms`,
      '95th': `${percentile(frames, 95).toFixed(1)} ms`,
      // A millisecond for the clock's own jitter.
      'above 16.7 + 1 ms': `${(share * 100).toFixed(1)} %`,
      mainMs: median(figures.map(({ mainMs }) => mainMs)),
      cpuMs: median(figures.map(({ cpuMs }) => cpuMs)),
    }
  })
  const peer = table.at(-1)
  for (const { mainMs, cpuMs, ...row } of table) {
    const work = `main thread ${mainMs.toFixed(2)} ms a frame (${(mainMs / peer.mainMs).toFixed(2)} × uPlot)`
    const cpu = `CPU ${cpuMs.toFixed(2)} ms a frame (${(cpuMs / peer.cpuMs).toFixed(2)} × uPlot)`
    const figures = Object.entries(row).map(([what, figure]) =>
      what === 'candidate' ? figure : `${what} ${figure}`,
    )
    console.log([...figures, work, cpu].join(', '))
  }
}

async function serve(request, response) {
  const file = join(folder, new URL(request.url, 'http://x').pathname)
  const types = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' }
  const body = await readFile(file).catch(() => null)
  response.writeHead(body ? 200 : 404, { 'content-type': types[extname(file)] ?? 'text/plain' }).end(body)
}

function median(values) {
  return percentile(values, 50)
}

function percentile(values, rank) {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.ceil((rank / 100) * sorted.length) - 1] ?? NaN
}
