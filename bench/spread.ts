// 10,000 sessions, each watched by one, with an event a second in each; and how much the event loop is held up by it. Beside it
// the same server's fan-out to 10,000 on one session, in the same run: what an event of its own costs more than one for all; and
// bare sockets, to which the same bytes go one after the other at the same pace.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startServer, type Sent, type Server } from './fanout/server.ts'
import { buildProcesses } from './support/build-processes.ts'
import { count, ms, times, us } from './support/format.ts'
import { isShort } from './support/options.ts'
import { report } from './support/report.ts'
import { median } from './support/statistics.ts'
import { buildStreams, openStreams, type Streams } from './support/streams.ts'

const rounds = isShort ? 1 : 5
const sessions = isShort ? 200 : 10_000
const forMs = isShort ? 500 : 10_000
const goalDelayMs = 20
const goalRatio = 1.5

const folder = await mkdtemp(join(tmpdir(), 'undertone-spread-'))
try {
  const files = await buildProcesses(folder, {
    product: 'fanout/product-process.ts',
    raw: 'fanout/peer-raw.ts',
  })
  const client = buildStreams(folder)
  const each = await open(files.product, 'each')
  const one = await open(files.product, 'one')
  const raw = await open(files.raw, 'each')
  const spread: Sent[] = []
  const fanOut: Sent[] = []
  const bare: Sent[] = []
  for (let round = -1; round < rounds; round++) {
    const said = await each.server.spread(sessions, forMs)
    await expectHeard(each.streams, said.events)
    const rounded = Math.ceil((forMs / 1000) * 2)
    const sent = await one.server.broadcast(rounded)
    await expectHeard(one.streams, sessions * rounded)
    const written = await raw.server.spread(sessions, forMs)
    await expectHeard(raw.streams, written.events)
    if (round < 0) continue
    spread.push(said)
    fanOut.push(sent)
    bare.push(written)
  }
  await close(each)
  await close(one)
  await close(raw)
  const cpuUs = median(spread.map(({ cpuMs, events }) => (cpuMs * 1000) / events))
  const bareUs = median(bare.map(({ cpuMs, events }) => (cpuMs * 1000) / events))
  const fanOutUs = median(fanOut.map(({ cpuMs, events }) => (cpuMs * 1000) / (events * sessions)))
  const delayMs = median(spread.map(({ delayP99Ms }) => delayP99Ms))
  const mostMs = median(spread.map(({ delayMostMs }) => delayMostMs))
  const what = `${count(sessions)} sessions with an event a second each`
  report([
    {
      what: `${what}: delay of the event loop, p99`,
      figure: `${ms(delayMs)} (longest ${ms(mostMs)})`,
      peer: '',
      ratio: '',
      goal: '≤ 20 ms',
      met: delayMs <= goalDelayMs,
    },
    {
      what: `${what}: CPU for a delivery`,
      figure: us(cpuUs),
      peer: `its fan-out to as many ${us(fanOutUs)}`,
      ratio: times(cpuUs / fanOutUs),
      goal: '≤ 1.5 ×',
      met: cpuUs / fanOutUs <= goalRatio,
    },
    {
      what: `${what}: CPU for a delivery`,
      figure: us(cpuUs),
      peer: `raw, at the same pace ${us(bareUs)}`,
      ratio: times(cpuUs / bareUs),
      goal: '',
      met: null,
    },
  ])

  async function open(file: string, how: 'one' | 'each'): Promise<{ server: Server; streams: Streams }> {
    const server = await startServer(file)
    const requests = await server.paths(sessions, how)
    const streams = await openStreams({
      file: client,
      port: server.port,
      requests,
      together: 100,
      expected: 0,
    })
    return { server, streams }
  }
} finally {
  await rm(folder, { recursive: true })
}

async function close({ server, streams }: { server: Server; streams: Streams }): Promise<void> {
  await streams.close()
  await server.stop()
}

async function expectHeard(streams: Streams, expected: number): Promise<void> {
  let heard = 0
  for (let tries = 0; heard < expected && tries < 500; tries++) {
    await new Promise((resolve) => setTimeout(resolve, 20))
    heard += (await streams.heard()).tones
  }
  if (heard !== expected) throw new Error(`${expected} deliveries were sent and ${heard} came`)
}
