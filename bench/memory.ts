// What an idle subscriber costs: resident memory of the real server's process, beside bare sockets and what most people write.
// Before, 200 streams came and went, so that what the first ones need is there already. Nothing is collected by force
// before the figure is taken; what is left after that is told beside it.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startServer } from './fanout/server.ts'
import { buildProcesses } from './support/build-processes.ts'
import { bytes, count, times } from './support/format.ts'
import { isShort } from './support/options.ts'
import { report, reportGrowth, type Row } from './support/report.ts'
import { median } from './support/statistics.ts'
import { buildStreams, openStreams } from './support/streams.ts'

const rounds = isShort ? 1 : 5
/** A process may have 20,000 descriptors here, some of which it needs for itself. */
const sizes = isShort ? [200] : [4_000, 19_500]
const growthSizes = isShort ? [20, 200] : [195, 1_950, 19_500]
const settleMs = isShort ? 200 : 1_500
const warmUp = 200
const goalBytes = 10_000

const entries = {
  product: 'fanout/product-process.ts',
  raw: 'fanout/peer-raw.ts',
  express: 'fanout/peer-express.ts',
  'better-sse': 'fanout/peer-better-sse.ts',
}
type Name = keyof typeof entries

const folder = await mkdtemp(join(tmpdir(), 'undertone-memory-'))
try {
  const files = await buildProcesses(folder, entries)
  const client = buildStreams(folder)
  for (const size of sizes) report(await measure(files, client, size))
  const points = []
  for (const work of growthSizes) {
    const { rss } = await each(files.product, client, work, 'one')
    points.push({ work, cost: (rss * work) / 1_000_000 })
  }
  reportGrowth([{ what: 'memory', unit: 'subscribers', cost: 'MB of resident memory', points }])
} finally {
  await rm(folder, { recursive: true })
}

async function measure(files: Record<Name, string>, client: string, size: number): Promise<Row[]> {
  const variants: readonly { name: string; file: Name; sessions: 'one' | 'each' }[] = [
    { name: 'product', file: 'product', sessions: 'one' },
    { name: 'product, a session each', file: 'product', sessions: 'each' },
    { name: 'raw', file: 'raw', sessions: 'one' },
    { name: 'express', file: 'express', sessions: 'one' },
    { name: 'better-sse', file: 'better-sse', sessions: 'one' },
  ]
  const all = new Map(variants.map(({ name }) => [name, new Array<{ rss: number; collected: number }>()]))
  for (let round = 0; round < rounds; round++)
    for (const { name, file, sessions } of variants)
      all.get(name)?.push(await each(files[file], client, size, sessions))
  const rssOf = (name: string) => median((all.get(name) ?? []).map(({ rss }) => rss))
  const collectedOf = (name: string) => median((all.get(name) ?? []).map(({ collected }) => collected))
  const peers = ['raw', 'express', 'better-sse'].map((name) => `${name} ${bytes(rssOf(name))}`).join(', ')
  const rowOf = (name: string, goal: boolean): Row => ({
    what: `memory of an idle subscriber, ${count(size)} ${name === 'product' ? 'on one session' : 'on a session each'}`,
    figure: `${bytes(rssOf(name))} (${bytes(collectedOf(name))} collected)`,
    peer: peers,
    ratio: `${times(rssOf(name) / rssOf('raw'))} raw`,
    goal: goal ? '≤ 10 kB' : '',
    met: goal ? rssOf(name) <= goalBytes : null,
  })
  return [rowOf('product', true), rowOf('product, a session each', false)]
}

/** Bytes for each of `size` streams. */
async function each(file: string, client: string, size: number, sessions: 'one' | 'each') {
  const server = await startServer(file)
  const open = async (howMany: number) =>
    openStreams({
      file: client,
      port: server.port,
      requests: await server.paths(howMany, sessions),
      together: 50,
      expected: 0,
    })
  const before = await open(warmUp)
  await before.close()
  await settle()
  const { rssBytes } = await server.memory(true)
  const streams = await open(size)
  await settle()
  const full = await server.memory(false)
  const collected = await server.memory(true)
  await streams.close()
  await server.stop()
  return { rss: (full.rssBytes - rssBytes) / size, collected: (collected.rssBytes - rssBytes) / size }
}

function settle(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, settleMs))
}
