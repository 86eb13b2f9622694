// Sessions in Redis, on a real redis-server and real processes of the real server, all on this machine: how long an event
// takes from one node to a socket at another, how many events they carry, and what a session costs. By the machine's one
// monotonic clock. `pnpm bench cluster [PART …]`, without names all parts.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findOrInstall } from '../scripts/find-or-install.mjs'
import { buildProcesses } from './support/build-processes.ts'
import { measureEvents } from './cluster/events.ts'
import { measureLeases } from './cluster/leases.ts'
import { measureLatency } from './cluster/latency.ts'
import { measureMemory } from './cluster/memory.ts'
import { measureReturns } from './cluster/returns.ts'
import { countRoundTrips } from './cluster/round-trips.ts'
import { measureSweeps } from './cluster/sweeps.ts'
import { heading, type Row } from './cluster/table.ts'
import { givenArguments, isShort } from './support/options.ts'
import { report } from './support/report.ts'

process.env['REDIS_SERVER_PATH'] = findOrInstall('redis-server')
const folder = await mkdtemp(join(tmpdir(), 'undertone-cluster-'))
const files = await buildProcesses(folder, {
  node: 'cluster/node-process.ts',
  watchers: 'cluster/watchers-process.ts',
})
const rounds = 5

const parts: Record<string, () => Promise<Row[]>> = {
  latency: () => measureLatency(files, rounds),
  events: () => measureEvents(files, rounds),
  'round-trips': countRoundTrips,
  memory: measureMemory,
  sweeps: () => measureSweeps(rounds),
  returns: () => measureReturns(files, rounds),
  leases: () => measureLeases(files, rounds),
}

try {
  // In its short form the one part that needs no time.
  const asked = isShort ? ['round-trips'] : givenArguments
  const rows: Row[] = []
  for (const [name, measure] of Object.entries(parts)) {
    if (asked.length > 0 && !asked.includes(name)) continue
    process.stderr.write(`measuring ${name} …\n`)
    rows.push(heading(name), ...(await measure()))
  }
  report(rows)
} finally {
  await rm(folder, { recursive: true })
}
