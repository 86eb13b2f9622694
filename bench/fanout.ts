// One event to everybody who watches: the real server beside bare sockets, what most people write, the library that people
// pick, and nginx with nchan where that is installed (Debian's libnginx-mod-nchan). Each server is a process on core 0, the streams are counted on core 1, and the rounds are interleaved.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startNchan } from './fanout/nchan.ts'
import { startServer, type Server } from './fanout/server.ts'
import { serverFiles, type ServerName } from './fanout/server-files.ts'
import { buildProcesses } from './support/build-processes.ts'
import { count, times, us } from './support/format.ts'
import { isShort } from './support/options.ts'
import { report, reportGrowth, type Row } from './support/report.ts'
import { median } from './support/statistics.ts'
import { buildStreams, openStreams, type Streams } from './support/streams.ts'

const rounds = isShort ? 1 : 5
const deliveries = isShort ? 5_000 : 100_000
const sizes = isShort ? [100] : [1_000, 10_000]
const growthSizes = isShort ? [10, 100] : [100, 1_000, 10_000]

type Name = ServerName | 'nchan'
const names: readonly ServerName[] = ['product', 'raw', 'express', 'better-sse']

interface Candidate {
  readonly server: Server
  readonly streams: Streams
  /** For each delivery. */
  readonly cpuUs: number[]
  readonly perS: number[]
}

const folder = await mkdtemp(join(tmpdir(), 'undertone-fanout-'))
try {
  const files = await buildProcesses(folder, serverFiles)
  const client = buildStreams(folder)
  for (const size of sizes) report(await measure(files, client, size))
  reportGrowth([await grow(files, client)])
} finally {
  await rm(folder, { recursive: true })
}

async function open(server: Server, client: string, size: number): Promise<Candidate> {
  const requests = await server.paths(size, 'one')
  const streams = await openStreams({ file: client, port: server.port, requests, together: 100, expected: 0 })
  return { server, streams, cpuUs: [], perS: [] }
}

async function measure(files: Record<ServerName, string>, client: string, size: number): Promise<Row[]> {
  const candidates = new Map<Name, Candidate>()
  for (const name of names) candidates.set(name, await open(await startServer(files[name]), client, size))
  const nchan = await startNchan(folder)
  if (nchan) candidates.set('nchan', await open(nchan, client, size))
  // The first is for warming up.
  for (let round = -1; round < rounds; round++)
    for (const candidate of candidates.values()) {
      const { cpuUs, perS } = await sendTo(candidate, size, Math.ceil(deliveries / size))
      if (round < 0) continue
      candidate.cpuUs.push(cpuUs)
      candidate.perS.push(perS)
    }
  for (const { server, streams } of candidates.values()) {
    await streams.close()
    await server.stop()
  }
  const cpuOf = (name: Name) => median(candidates.get(name)?.cpuUs ?? [])
  const perSOf = (name: Name) => median(candidates.get(name)?.perS ?? [])
  const what = `fan-out to ${count(size)}`
  const beside = (peer: Name, goal: number): Row => ({
    what: `${what}: CPU for a delivery`,
    figure: us(cpuOf('product')),
    peer: `${peer} ${us(cpuOf(peer))}`,
    ratio: times(cpuOf('product') / cpuOf(peer)),
    goal: goal > 0 ? `≤ ${goal} ×` : '',
    met: goal > 0 ? cpuOf('product') / cpuOf(peer) <= goal : null,
  })
  const faster = perSOf('product') / perSOf('better-sse')
  return [
    beside('raw', 1.15),
    beside('express', 0),
    beside('better-sse', 0),
    ...(nchan ? [beside('nchan', 0)] : []),
    {
      what: `${what}: deliveries a second`,
      figure: count(perSOf('product')),
      peer: `better-sse ${count(perSOf('better-sse'))}, raw ${count(perSOf('raw'))}`,
      ratio: times(faster),
      goal: '≥ 2 ×',
      met: faster >= 2,
    },
  ]
}

/** All that was sent must have come before it counts. */
async function sendTo({ server, streams }: Candidate, size: number, times: number) {
  const { cpuMs, tookMs } = await server.broadcast(times)
  const expected = size * times
  let heard = 0
  for (let tries = 0; heard < expected && tries < 500; tries++) {
    heard += (await streams.heard()).tones
    if (heard < expected) await new Promise((resolve) => setTimeout(resolve, 10))
  }
  if (heard !== expected) throw new Error(`${expected} deliveries were sent and ${heard} came`)
  return { cpuUs: (cpuMs * 1000) / expected, perS: (expected * 1000) / tookMs }
}

async function grow(files: Record<ServerName, string>, client: string) {
  const points = []
  for (const size of growthSizes) {
    const candidate = await open(await startServer(files.product), client, size)
    const each = []
    for (let round = -1; round < rounds; round++) {
      const { cpuUs } = await sendTo(candidate, size, Math.ceil(deliveries / 3 / size))
      if (round >= 0) each.push((cpuUs * size) / 1000)
    }
    await candidate.streams.close()
    await candidate.server.stop()
    points.push({ work: size, cost: median(each) })
  }
  return { what: 'fan-out', unit: 'subscribers', cost: 'ms of CPU for an event', points }
}
