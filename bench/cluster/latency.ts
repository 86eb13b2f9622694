import { median, percentile } from '../support/statistics.ts'
import { openField, type Field, type Files } from './field.ts'
import { observe } from './observe.ts'
import { ms, row, type Row } from './table.ts'

const sessions = 300
const eventsPerS = 20
const roundMs = 8_000

/** From the door of the store on one node to the bytes at a client's socket, on a machine that does little else. */
export async function measureLatency(files: Files, rounds: number): Promise<Row[]> {
  const variants = [
    { name: 'in memory, one node (the peer)', nodes: 1, redis: null },
    { name: 'Redis, said and watched on one node', nodes: 1, redis: 'volatile' },
    { name: 'Redis, said on one node and watched on another', nodes: 2, redis: 'volatile' },
    { name: 'the same, with the append-only file of a deployment', nodes: 2, redis: 'deployed' },
  ] as const
  const fields: Field[] = []
  try {
    for (const { nodes, redis } of variants) fields.push(await openField({ files, nodes, redis, sessions }))
    for (const field of fields) await round(field, 2_000)
    const heard = variants.map(() => new Array<readonly number[]>())
    // Interleaved, so that whatever else the machine does falls on all of them.
    for (let n = 0; n < rounds; n++)
      for (const [at, field] of fields.entries()) heard[at]?.push(await round(field, roundMs))
    return variants.map(({ name, nodes, redis }, at) => {
      const all = (heard[at] ?? []).flat()
      const medians = median((heard[at] ?? []).map(median))
      const figure = `p50 ${ms(medians)}, p99 ${ms(percentile(all, 99))}, slowest ${ms(Math.max(...all))} of ${all.length}`
      return row(name, figure, nodes === 2 && redis ? '≤ 5 ms, ≤ 20 ms' : '')
    })
  } finally {
    await Promise.all(fields.map((field) => field.remove()))
  }
}

async function round(field: Field, forMs: number): Promise<readonly number[]> {
  const { said, heard, latenciesMs } = await observe(field, eventsPerS, forMs)
  if (heard !== said) throw new Error(`${said} events were said and ${heard} heard`)
  return latenciesMs
}
