// 5,000 clients come back at the same moment, each to a session of its own with an id to resume after, as they do when a proxy
// or a node is started anew. In memory, beside servers that have nothing to replay; and on Redis, where they come to a node that
// knows none of them: one that has run for a while, and one that has just been started.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { launchRedis } from '../apps/server/test/support/redis-process.ts'
import { findOrInstall } from '../scripts/find-or-install.mjs'
import { startServer } from './fanout/server.ts'
import { serverFiles, type ServerName } from './fanout/server-files.ts'
import { buildProcesses } from './support/build-processes.ts'
import { count, ms, times } from './support/format.ts'
import { isShort } from './support/options.ts'
import { report, type Row } from './support/report.ts'
import { median } from './support/statistics.ts'
import { buildStreams, openStreams, type Opened } from './support/streams.ts'

const rounds = isShort ? 1 : 5
const clients = isShort ? 100 : 5_000
const events = 8
/** Each has seen so many of them. */
const seen = 3
const goalPerS = 3_000
const goalSlowestMs = 3_000

process.env['REDIS_SERVER_PATH'] = findOrInstall('redis-server')
const folder = await mkdtemp(join(tmpdir(), 'undertone-storm-'))
try {
  const files = await buildProcesses(folder, serverFiles)
  const client = buildStreams(folder)
  report([...(await inMemory(files, client)), ...(await onRedis(files, client))])
} finally {
  await rm(folder, { recursive: true })
}

async function inMemory(files: Record<ServerName, string>, client: string): Promise<Row[]> {
  const servers = {
    product: await startServer(files.product),
    raw: await startServer(files.raw),
    express: await startServer(files.express),
  }
  const paths = {
    product: await servers.product.paths(clients, 'each'),
    raw: await servers.raw.paths(clients, 'each'),
    express: await servers.express.paths(clients, 'each'),
  }
  await servers.product.say(events)
  const all = { product: new Array<Opened>(), raw: new Array<Opened>(), express: new Array<Opened>() }
  for (let round = -1; round < rounds; round++)
    for (const name of ['product', 'raw', 'express'] as const) {
      const expected = name === 'product' ? events - seen : 0
      const opened = await storm(client, servers[name].port, paths[name], expected)
      if (round >= 0) all[name].push(opened)
    }
  for (const server of Object.values(servers)) await server.stop()
  const peers = `raw ${count(perS(all.raw))}, express ${count(perS(all.express))} a second, without a replay`
  return rowsOf('in memory', all.product, peers, `${times(perS(all.product) / perS(all.express))} express`)
}

async function onRedis(files: Record<ServerName, string>, client: string): Promise<Row[]> {
  const redis = await launchRedis({ persistent: true, settings: ['--appendfsync', 'everysec'] })
  const env = { REDIS_URL: redis.url }
  const first = await startServer(files.product, { env })
  const paths = await first.paths(clients, 'each')
  await first.say(events)
  await first.stop()
  const other = await startServer(files.product, { env })
  const all = { other: new Array<Opened>(), started: new Array<Opened>() }
  for (let round = -1; round < rounds; round++) {
    const toOther = await storm(client, other.port, paths, events - seen)
    const started = await startServer(files.product, { env })
    const toStarted = await storm(client, started.port, paths, events - seen)
    await started.stop()
    if (round < 0) continue
    all.other.push(toOther)
    all.started.push(toStarted)
  }
  await other.stop()
  await redis.remove()
  return [
    ...rowsOf('on Redis, to the other node', all.other, '', ''),
    ...rowsOf('on Redis, to a node that has just started', all.started, '', ''),
  ]
}

async function storm(
  client: string,
  port: number,
  paths: readonly string[],
  expected: number,
): Promise<Opened> {
  const requests = paths.map((path) => `${path} ${seen}`)
  const streams = await openStreams({ file: client, port, requests, together: 0, expected })
  const { tones } = await streams.heard()
  await streams.close()
  if (tones > 0) throw new Error(`${tones} events came twice or late`)
  return streams.opened
}

function perS(all: readonly Opened[]): number {
  return median(all.map(({ opened, tookMs }) => (opened * 1000) / tookMs))
}

function rowsOf(where: string, all: readonly Opened[], peer: string, ratio: string): Row[] {
  const what = `${count(clients)} come back at once, ${where}`
  const slowest = median(all.map(({ slowestMs }) => slowestMs))
  return [
    {
      what: `${what}: streams a second, all replayed`,
      figure: count(perS(all)),
      peer,
      ratio,
      goal: '≥ 3,000',
      met: perS(all) >= goalPerS,
    },
    {
      what: `${what}: the slowest`,
      figure: `${ms(slowest)} (median ${ms(median(all.map(({ medianMs }) => medianMs)))})`,
      peer: '',
      ratio: '',
      goal: '≤ 3 s',
      met: slowest <= goalSlowestMs,
    },
  ]
}
