import { median, percentile } from '../support/statistics.ts'
import { openField, pause, type Files } from './field.ts'
import { observe, observeQuiet, type Observed } from './observe.ts'
import { bytes, count, ms, row, us, type Row } from './table.ts'

const sessions = 10_000
/** Leases are renewed so often. */
const renewalMs = 10_000
const renewals = 3

/** What it costs that 10,000 sessions are watched, and how much an event is held up by it. */
export async function measureLeases(files: Files, rounds: number): Promise<Row[]> {
  const empty = await openField({ files, nodes: 2, sessions: 0, redis: 'deployed' })
  const full = await openField({ files, nodes: 2, sessions, redis: 'deployed' })
  try {
    await pause(renewalMs)
    const none: Observed[] = []
    const all: Observed[] = []
    const spoken: Observed[] = []
    for (let n = 0; n < rounds; n++) {
      none.push(await observeQuiet(empty, renewalMs))
      all.push(await observeQuiet(full, renewalMs))
    }
    for (let n = 0; n < renewals; n++) spoken.push(await observe(full, 50, renewalMs))
    const latenciesMs = spoken.flatMap((each) => each.latenciesMs)
    const late = `p50 ${ms(median(latenciesMs))}, p99 ${ms(percentile(latenciesMs, 99))}, slowest ${ms(Math.max(...latenciesMs))}`
    return [
      ...rowsOf('2 nodes without a session', none),
      ...rowsOf(`2 nodes, ${count(sessions)} watched sessions`, all),
      row(`events meanwhile (${latenciesMs.length})`, late, '≤ 5 ms, ≤ 20 ms'),
    ]
  } finally {
    await Promise.all([empty.remove(), full.remove()])
  }
}

function rowsOf(name: string, all: readonly Observed[]): Row[] {
  const aSecond = (figure: (observed: Observed) => number) =>
    median(all.map((each) => figure(each) / (each.tookMs / 1000)))
  const scripts = aSecond(({ calls }) => calls.get('evalsha') ?? 0)
  const commands = aSecond(({ calls }) => [...calls.values()].reduce((sum, each) => sum + each, 0))
  const cpu = `Redis ${us(aSecond(({ redisMs }) => redisMs * 1000))}, nodes ${us(aSecond(({ nodesMs }) => nodesMs * 1000))}`
  const traffic = `to Redis ${bytes(aSecond(({ inBytes }) => inBytes))}, from it ${bytes(aSecond(({ outBytes }) => outBytes))}, to its file ${bytes(aSecond(({ fileBytes }) => fileBytes))}`
  return [
    row(`${name}: scripts a second`, `${count(scripts)}, with ${count(commands)} commands`),
    row(`${name}: CPU a second`, cpu),
    row(`${name}: traffic a second`, traffic),
  ]
}
