import { median, percentile } from '../support/statistics.ts'
import { openField, pause, type Field, type Files } from './field.ts'
import { observe, observeQuiet, type Observed } from './observe.ts'
import { bytes, count, ms, row, share, us, type Row } from './table.ts'

const sessions = 10_000
const steadyPerS = 500
const roundMs = 4_000
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
      rows.push(...(await rowsOf(name, field, rounds)))
    } finally {
      await field.remove()
    }
  }
  return rows
}

async function rowsOf(name: string, field: Field, rounds: number): Promise<Row[]> {
  // What the opening of so many streams has left to do.
  await pause(3_000)
  await observe(field, steadyPerS, stepMs)
  const quiet: Observed[] = []
  const tones: Observed[] = []
  const states: Observed[] = []
  for (let n = 0; n < rounds; n++) {
    quiet.push(await observeQuiet(field, roundMs))
    tones.push(await observe(field, steadyPerS, roundMs))
    states.push(await observe(field, steadyPerS, roundMs, 'states'))
  }
  const idleOf = (figure: Figure) => median(quiet.map((each) => figure(each) / each.tookMs))
  const more = (figure: Figure) => (each: Observed) =>
    (figure(each) - idleOf(figure) * each.tookMs) / each.said
  const cpu = (all: readonly Observed[]) =>
    `nodes ${us(median(all.map(more(nodesMs))) * 1000)}, Redis ${us(median(all.map(more(redisMs))) * 1000)}`
  const traffic = (all: readonly Observed[]) => {
    const [to, from, file] = [inBytes, outBytes, fileBytes].map((figure) =>
      bytes(median(all.map(more(figure)))),
    )
    return `to Redis ${to}, from it ${from}, to its file ${file}`
  }
  const late = (rank: number) => ms(median(tones.map(({ latenciesMs }) => percentile(latenciesMs, rank))))
  const most = await mostEvents(field)
  return [
    row(
      `${name}: ${count(sessions)} streams, nothing said`,
      `nodes ${share(idleOf(nodesMs))}, Redis ${share(idleOf(redisMs))} of a core`,
    ),
    row(`${name}: ${steadyPerS} events/s, latency`, `p50 ${late(50)}, p99 ${late(99)}, slowest ${late(100)}`),
    row(`${name}: heard of those said`, `${count(sum(tones, heard))} of ${count(sum(tones, said))}`, 'all'),
    row(`${name}: an event, CPU`, cpu(tones)),
    row(`${name}: an event, traffic`, traffic(tones)),
    row(`${name}: a speech state, CPU`, cpu(states)),
    row(`${name}: a speech state, traffic`, traffic(states)),
    row(`${name}: most events`, most ? carriedBy(most) : 'none'),
    row(`${name}: an event then, CPU`, most ? cpu([most]) : 'none'),
  ]
}

/** Asks for more and more, until something gives out; what was carried before it did. */
async function mostEvents(field: Field): Promise<Observed | null> {
  let carried: Observed | null = null
  for (let perS = steadyPerS; ; perS *= stepFactor) {
    // Once more where it fails: one stall of the machine isn't what a node can't carry.
    const asked = (await carriedAt(field, perS)) ?? (await carriedAt(field, perS))
    if (!asked) return carried
    carried = asked
  }
}

async function carriedAt(field: Field, perS: number): Promise<Observed | null> {
  const asked = await observe(field, perS, stepMs)
  const late = percentile(asked.latenciesMs, 99)
  process.stderr.write(`  ${perS.toFixed(0)}/s: p99 ${ms(late)}, said in ${ms(asked.sayingMs)}\n`)
  const gaveOut = late > lateMs || asked.sayingMs > stepMs * longestFactor || asked.heard < asked.said
  return gaveOut ? null : asked
}

function carriedBy(observed: Observed): string {
  const latency = `p50 ${ms(median(observed.latenciesMs))}, p99 ${ms(percentile(observed.latenciesMs, 99))}`
  const cpu = `nodes ${share(observed.nodesMs / observed.tookMs)}, Redis ${share(observed.redisMs / observed.tookMs)} of a core`
  return `${count((observed.said * 1000) / observed.sayingMs)} events/s (${latency}; ${cpu})`
}

type Figure = (observed: Observed) => number
const said: Figure = (observed) => observed.said
const heard: Figure = (observed) => observed.heard
const nodesMs: Figure = (observed) => observed.nodesMs
const redisMs: Figure = (observed) => observed.redisMs
const inBytes: Figure = (observed) => observed.inBytes
const outBytes: Figure = (observed) => observed.outBytes
const fileBytes: Figure = (observed) => observed.fileBytes

function sum(all: readonly Observed[], figure: Figure): number {
  return all.reduce((total, each) => total + figure(each), 0)
}
