import { median, percentile } from '../support/statistics.ts'
import { openField, pause, type Field, type Files } from './field.ts'
import { observe, type Observed } from './observe.ts'
import { bytes, count, ms, row, share, us, type Row } from './table.ts'

const sessions = 10_000
const steadyPerS = 500
/** As far apart as leases are renewed, so that there is one renewal in each. */
const roundMs = 10_000
const stepMs = 4_000
/** Each step asks for so much more, until something gives out. */
const stepFactor = 1.4
/** It has given out where an event in a hundred is later than this, or all of them take so much longer to be said. */
const lateMs = 250
const longestFactor = 1.1

/** What nodes and Redis work for an event, and how many events they carry. */
export async function measureEvents(files: Files, rounds: number): Promise<Row[]> {
  const rows: Row[] = []
  for (const { nodes, redis } of [
    { nodes: 1, redis: null },
    { nodes: 1, redis: 'deployed' },
    { nodes: 2, redis: 'deployed' },
    { nodes: 4, redis: 'deployed' },
  ] as const) {
    const name =
      redis === null ? 'in memory, 1 node (the peer)' : `Redis, ${nodes} node${nodes > 1 ? 's' : ''}`
    const field = await openField({ files, nodes, redis, sessions })
    try {
      rows.push(...(await steadyRows(name, field, rounds)))
      rows.push(row(`${name}: most events`, await mostEvents(field)))
    } finally {
      await field.remove()
    }
  }
  return rows
}

async function steadyRows(name: string, field: Field, rounds: number): Promise<Row[]> {
  // What the opening of so many streams has left to do.
  await pause(3_000)
  await observe(field, steadyPerS, stepMs)
  const idle: Observed[] = []
  const busy: Observed[] = []
  for (let n = 0; n < rounds; n++) {
    idle.push(await observe(field, 0, roundMs))
    busy.push(await observe(field, steadyPerS, roundMs))
  }
  const idleOf = (figure: Figure) => median(idle.map((each) => figure(each) / each.tookMs))
  const anEvent = (figure: Figure) =>
    median(busy.map((each) => (figure(each) - idleOf(figure) * each.tookMs) / each.said))
  const late = (rank: number) => median(busy.map(({ latenciesMs }) => percentile(latenciesMs, rank)))
  const inAll = { said: sum(busy, ({ said }) => said), heard: sum(busy, ({ heard }) => heard) }

  const streams = `${count(sessions)} streams`
  const idleCpu = `nodes ${share(idleOf(nodesMs))}, Redis ${share(idleOf(redisMs))} of a core`
  const eventCpu = `nodes ${us(anEvent(nodesMs) * 1000)}, Redis ${us(anEvent(redisMs) * 1000)}`
  const eventBytes = `to Redis ${bytes(anEvent(inBytes))}, from it ${bytes(anEvent(outBytes))}, to its file ${bytes(anEvent(fileBytes))}`
  const rows = [
    row(`${name}: ${streams}, nothing said, CPU`, idleCpu),
    row(`${name}: an event more, CPU`, eventCpu),
    row(
      `${name}: ${steadyPerS} events/s, latency`,
      `p50 ${ms(late(50))}, p99 ${ms(late(99))}, slowest ${ms(late(100))}`,
    ),
    row(`${name}: events heard of those said`, `${count(inAll.heard)} of ${count(inAll.said)}`, 'all'),
  ]
  return [...rows, row(`${name}: an event more, traffic`, eventBytes)]
}

/** Asks for more and more, and tells the last that was carried. */
async function mostEvents(field: Field): Promise<string> {
  let carried = 'none'
  for (let perS = steadyPerS; ; perS *= stepFactor) {
    const { said, sayingMs, heard, latenciesMs, nodesMs, redisMs, tookMs } = await observe(
      field,
      perS,
      stepMs,
    )
    const late = percentile(latenciesMs, 99)
    const saidPerS = (said * 1000) / sayingMs
    process.stderr.write(`  ${perS.toFixed(0)}/s asked, ${saidPerS.toFixed(0)}/s said, p99 ${ms(late)}\n`)
    if (late > lateMs || sayingMs > stepMs * longestFactor || heard < said) return carried
    const cpu = `nodes ${share(nodesMs / tookMs)}, Redis ${share(redisMs / tookMs)} of a core`
    carried = `${count(saidPerS)} events/s (p50 ${ms(median(latenciesMs))}, p99 ${ms(late)}; ${cpu})`
  }
}

type Figure = (observed: Observed) => number
const nodesMs: Figure = (observed) => observed.nodesMs
const redisMs: Figure = (observed) => observed.redisMs
const inBytes: Figure = (observed) => observed.inBytes
const outBytes: Figure = (observed) => observed.outBytes
const fileBytes: Figure = (observed) => observed.fileBytes

function sum(all: readonly Observed[], figure: Figure): number {
  return all.reduce((total, each) => total + figure(each), 0)
}
