// From the beginning of a first visit to the first tap that is answered: the real server process and the built page, in
// Chromium, as a phone on slow 4G with a processor four times as slow has it. Each visit has a browser context of its own:
// nothing is stored, nothing is connected. The network is slowed by DevTools, which leaves out what a connection's beginning
// costs: over https that is two round trips more, 300 ms, for us as for the page beside us. The second form has them in it.
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { chromium } from 'playwright-core'
import { launchProduct } from '../scripts/product.mjs'
import { probeAnswers, type Visit, type VisitGoal } from './browser/answer-probe.mjs'
import { serveFloorPage } from './browser/floor-page.ts'
import { openSlowPhone, slow4G, slow4GWithHandshakes, type SlowNetwork } from './browser/slow-phone.ts'
import { count, ms, times } from './support/format.ts'
import { introduced } from './support/introduced.mjs'
import { givenArguments, isShort } from './support/options.ts'
import { report, type Row } from './support/report.ts'
import { median } from './support/statistics.ts'

const rounds = isShort ? 1 : Number(givenArguments[0] ?? 7)
const goalMs = 1_500

interface Way {
  readonly what: string
  readonly goal: VisitGoal
  readonly isKnown: boolean
}

const ways: readonly Way[] = [
  { what: 'first visit: the first tap is answered', goal: 'card', isKnown: false },
  { what: 'first visit: Skip, and Start is answered', goal: 'start', isKnown: false },
  { what: 'somebody known, nothing cached: Start is answered', goal: 'start', isKnown: true },
]

const product = await launchProduct(chromium, [])
const page = readFileSync(fileURLToPath(new URL('../apps/web/dist/index.html.br', import.meta.url)))
const floor = await serveFloorPage(page.length)
try {
  await visit(floor.url, slow4G, 'card', false)
  const rows: Row[] = []
  for (const network of isShort ? [slow4G] : [slow4G, slow4GWithHandshakes])
    rows.push(...(await compare(network)))
  report(rows)
} finally {
  floor.stop()
  await product.stop()
}

async function compare(network: SlowNetwork): Promise<Row[]> {
  const floors: Visit[] = []
  const visits = ways.map((way) => ({ way, of: Array.of<Visit>() }))
  for (let round = 0; round < rounds; round++) {
    floors.push(await visit(floor.url, network, 'card', false))
    for (const { way, of } of visits) of.push(await visit(product.url, network, way.goal, way.isKnown))
  }
  const leastMs = median(floors.map(({ answeredMs }) => answeredMs))
  return visits.map(({ way, of }) => rowOf(way, network, of, leastMs))
}

function rowOf(way: Way, network: SlowNetwork, visits: readonly Visit[], leastMs: number): Row {
  // What was asked for is the first screen's: Start stands on the second one.
  const hasGoal = way.goal === 'card'
  const answeredMs = median(visits.map((visit) => visit.answeredMs))
  const slowestMs = Math.max(...visits.map((visit) => visit.answeredMs))
  return {
    what: `${way.what}, ${network.name}`,
    figure: `${ms(answeredMs)} (slowest ${ms(slowestMs)})`,
    peer: `a page of ${count(page.length)} bytes with one button: ${ms(leastMs)}`,
    ratio: times(answeredMs / leastMs),
    goal: hasGoal ? `≤ ${ms(goalMs)}` : '',
    met: hasGoal ? answeredMs <= goalMs : null,
  }
}

async function visit(url: string, network: SlowNetwork, goal: VisitGoal, isKnown: boolean): Promise<Visit> {
  const phone = await openSlowPhone(product.browser, network)
  if (isKnown) await phone.addInitScript(introduced)
  await phone.addInitScript(probeAnswers, goal)
  await phone.goto(url, { waitUntil: 'commit' })
  const times = await phone.evaluate(() => answeredTap())
  await phone.context().close()
  return times
}
