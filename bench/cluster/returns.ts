import { median } from '../support/statistics.ts'
import { openField, pause, type Field, type Files } from './field.ts'
import { machineMs } from '../support/machine-ms.ts'
import { observeDuring, observeQuiet, type Observed } from './observe.ts'
import { bytes, row, us, type Row } from './table.ts'

const sessions = 2_000
const returnsPerS = 100
const roundMs = 5_000

/** What it costs that a stream is closed and opened again, as each is when it comes of age and as phones do. */
export async function measureReturns(files: Files, rounds: number): Promise<Row[]> {
  const variants = [
    { name: 'in memory (the peer)', redis: null },
    { name: 'Redis', redis: 'deployed' },
  ] as const
  const fields = await Promise.all(
    variants.map(({ redis }) => openField({ files, nodes: 1, sessions, redis })),
  )
  try {
    await pause(2_000)
    for (const field of fields) await round(field)
    const found = variants.map(() => new Array<Costs>())
    for (let n = 0; n < rounds; n++)
      for (const [at, field] of fields.entries()) found[at]?.push(await round(field))
    return variants.map(({ name }, at) => {
      const each = (figure: (costs: Costs) => number) => median((found[at] ?? []).map(figure))
      const cpu = `node ${us(each(({ nodesUs }) => nodesUs))}, Redis ${us(each(({ redisUs }) => redisUs))}`
      const file = `, to its file ${bytes(each(({ fileBytes }) => fileBytes))}`
      return row(`${name}: a stream closed and opened again, CPU`, cpu + (at === 0 ? '' : file))
    })
  } finally {
    await Promise.all(fields.map((field) => field.remove()))
  }
}

interface Costs {
  readonly nodesUs: number
  readonly redisUs: number
  readonly fileBytes: number
}

/** What a return costs beyond what the same time costs without one. */
async function round(field: Field): Promise<Costs> {
  const idle = await observeQuiet(field, roundMs)
  const busy = await observeDuring(field, async () => {
    const startMs = machineMs()
    const returns = await field.watchers.reopen(returnsPerS, roundMs)
    return { events: returns, tookMs: machineMs() - startMs }
  })
  const more = (figure: (observed: Observed) => number) =>
    (figure(busy) - (figure(idle) / idle.tookMs) * busy.tookMs) / busy.said
  return {
    nodesUs: more(({ nodesMs }) => nodesMs) * 1000,
    redisUs: more(({ redisMs }) => redisMs) * 1000,
    fileBytes: more(({ fileBytes }) => fileBytes),
  }
}
