// What an idle subscriber costs: resident memory of the real server's process, beside bare sockets and what most people write.
// Before each look garbage is collected once, upon which V8 gives back the room for young objects as well, some time after; how
// much it was before that is told beside it. As resident memory doesn't mind who else is at work, five processes of each are
// looked at together.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startServer, type Server } from './fanout/server.ts'
import { serverFiles, type ServerName } from './fanout/server-files.ts'
import { buildProcesses } from './support/build-processes.ts'
import { bytes, count, times } from './support/format.ts'
import { isShort } from './support/options.ts'
import { report, reportGrowth, type Row } from './support/report.ts'
import { median } from './support/statistics.ts'
import { buildStreams, openStreams } from './support/streams.ts'

const processes = isShort ? 1 : 5
/** A process may have 20,000 descriptors here, some of which it needs for itself. */
const sizes = isShort ? [200] : [4_000, 19_500]
const growthSizes = isShort ? [20, 200] : [195, 1_950, 19_500]
const idleMs = isShort ? 200 : 30_000
const warmUp = 200
const goalBytes = 10_000

interface Variant {
  readonly name: string
  readonly file: ServerName
  readonly sessions: 'one' | 'each'
}

const variants: readonly Variant[] = [
  { name: 'all on one session', file: 'product', sessions: 'one' },
  { name: 'a session each', file: 'product', sessions: 'each' },
  { name: 'raw', file: 'raw', sessions: 'one' },
  { name: 'express', file: 'express', sessions: 'one' },
  { name: 'better-sse', file: 'better-sse', sessions: 'one' },
]

const folder = await mkdtemp(join(tmpdir(), 'undertone-memory-'))
try {
  const files = await buildProcesses(folder, serverFiles)
  const client = buildStreams(folder)
  for (const size of sizes) report(await measure(files, client, size))
  const [first] = variants
  const points = await Promise.all(
    growthSizes.map(async (work) => {
      const { idle } = first ? await each(files, client, work, first) : { idle: NaN }
      return { work, cost: (idle * work) / 1_000_000 }
    }),
  )
  reportGrowth([
    { what: 'memory of idle subscribers', unit: 'subscribers', cost: 'MB of resident memory', points },
  ])
} finally {
  await rm(folder, { recursive: true })
}

async function measure(files: Record<ServerName, string>, client: string, size: number): Promise<Row[]> {
  const all = await Promise.all(
    variants.map(async (variant) => {
      const those = Array.from({ length: processes }, (_, at) => each(files, client, size, variant, at % 2))
      const figures = await Promise.all(those)
      return {
        name: variant.name,
        idle: median(figures.map(({ idle }) => idle)),
        atOnce: median(figures.map(({ atOnce }) => atOnce)),
      }
    }),
  )
  const raw = all.find(({ name }) => name === 'raw')
  const peers = all.filter(({ name }) => name in serverFiles && name !== 'product')
  const beside = peers.map(({ name, idle }) => `${name} ${bytes(idle)}`).join(', ')
  const ours = all.filter((one) => !peers.includes(one))
  return ours.map(({ name, idle, atOnce }) => ({
    what: `memory of an idle subscriber, ${count(size)} (${name}; ${bytes(atOnce)} just after they came)`,
    figure: bytes(idle),
    peer: beside,
    ratio: `${times(idle / (raw?.idle ?? NaN))} raw`,
    goal: '≤ 10 kB',
    met: idle <= goalBytes,
  }))
}

/** Bytes for each of `size` streams: just after they came, and after a while in which nothing happens. */
async function each(
  files: Record<ServerName, string>,
  client: string,
  size: number,
  { file, sessions }: Variant,
  core = 0,
) {
  const server = await startServer(files[file], { core })
  const open = async (howMany: number) =>
    openStreams({
      file: client,
      port: server.port,
      core,
      requests: await server.paths(howMany, sessions),
      together: 50,
      expected: 0,
    })
  const before = await open(warmUp)
  await before.close()
  await settle(server)
  const { rssBytes } = await server.memory(false)
  const streams = await open(size)
  const full = await server.memory(false)
  await settle(server)
  const after = await server.memory(false)
  await streams.close()
  await server.stop()
  return { atOnce: (full.rssBytes - rssBytes) / size, idle: (after.rssBytes - rssBytes) / size }
}

async function settle(server: Server): Promise<void> {
  await server.memory(true)
  await new Promise((resolve) => setTimeout(resolve, idleMs))
}
