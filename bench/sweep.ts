// What it costs to end the sessions that nobody has watched for their idle time, among many that live on: the real server's
// sweep, with the release of all that they hold. Beside it a look at each session of a plain Map. `pnpm bench sweep`
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openField } from './sweep/field.ts'
import type { LongestTurn } from './sweep/loop-watch.ts'
import { measureSweeps, type Sweeps } from './sweep/measure.ts'
import { buildProcesses } from './support/build-processes.ts'
import { count, ms, us } from './support/format.ts'
import { isShort } from './support/options.ts'
import { report, reportGrowth, type Row } from './support/report.ts'

/** Live sessions; one of a hundred comes to be due with each sweep. */
const sizes = isShort ? [1_000, 10_000] : [10_000, 100_000, 1_000_000]
const most = { noneDueUs: 50, eachUs: 10, turnMs: 10 }

const folder = await mkdtemp(join(tmpdir(), 'undertone-sweep-'))
try {
  const files = await buildProcesses(folder, { field: 'sweep/field-process.ts' })
  const measured: Sweeps[] = []
  for (const live of sizes) {
    const field = openField(files.field)
    measured.push(await measureSweeps(field, live))
    await field.stop()
  }
  report(measured.slice(-1).flatMap(rowsOf))
  reportGrowth([
    {
      what: 'a sweep with nothing to end',
      unit: 'live sessions',
      cost: 'µs',
      points: measured.map(({ live, noneDueUs }) => ({ work: live, cost: noneDueUs })),
    },
    {
      what: 'a sweep that ends one of a hundred',
      unit: 'live sessions',
      cost: 'ms of CPU',
      points: measured.map(({ live, due, eachCpuUs }) => ({ work: live, cost: (due * eachCpuUs) / 1_000 })),
    },
  ])
} finally {
  await rm(folder, { recursive: true })
}

function rowsOf({ live, due, noneDueUs, scanUs, eachUs, eachCpuUs, longest, allAtOnce }: Sweeps): Row[] {
  const scan = `a look at all in a Map, ${ms(scanUs / 1_000)}`
  const ratioOf = (took: number) => `1 : ${count(scanUs / took)}`
  return [
    {
      what: `a sweep of ${count(live)}, 0 due`,
      figure: us(noneDueUs),
      peer: scan,
      ratio: ratioOf(noneDueUs),
      goal: `≤ ${us(most.noneDueUs)}`,
      met: noneDueUs <= most.noneDueUs,
    },
    {
      what: `… ${count(due)} due, each with its release`,
      figure: `${us(eachUs)}, CPU ${us(eachCpuUs)}`,
      peer: `${scan}, without any release`,
      ratio: ratioOf(due * eachUs),
      goal: `≤ ${us(most.eachUs)}`,
      met: eachUs <= most.eachUs,
    },
    {
      what: '… its longest turn on the event loop',
      figure: said(longest),
      peer: scan,
      ratio: ratioOf(longest.turnMs * 1_000),
      goal: `≤ ${ms(most.turnMs)}`,
      met: longest.turnMs <= most.turnMs,
    },
    {
      what: `all ${count(allAtOnce.removed)} due at once, the longest turn`,
      figure: `${said(allAtOnce.longest)}; in all ${ms(allAtOnce.tookMs)}`,
      peer: '',
      ratio: '',
      goal: '',
      met: null,
    },
  ]
}

function said({ turnMs, turnCpuMs, delayMs, gcMs }: LongestTurn): string {
  return `${ms(turnMs)} (CPU ${ms(turnCpuMs)}, by Node's own probe ${ms(delayMs)}, the collector ${ms(gcMs)})`
}
