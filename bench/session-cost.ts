// What a session costs: to start, to get and to end one over HTTP, beside a bare Express 5 that answers the same calls with
// constant bodies of the same size; and what a live session that nobody watches takes of memory.
// `pnpm bench session-cost`
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { measureCalls } from './session-cost/calls.ts'
import { measureMemory } from './session-cost/memory.ts'
import { buildProcesses } from './support/build-processes.ts'
import { report, reportGrowth } from './support/report.ts'

const folder = await mkdtemp(join(tmpdir(), 'undertone-session-cost-'))
try {
  const files = await buildProcesses(folder, {
    server: 'session-cost/server-process.ts',
    bare: 'session-cost/bare-process.ts',
    client: 'session-cost/client-process.ts',
    memory: 'session-cost/memory-process.ts',
  })
  const memory = await measureMemory(files.memory)
  report([...(await measureCalls(files)), ...memory.rows])
  reportGrowth(memory.growth)
} finally {
  await rm(folder, { recursive: true })
}
