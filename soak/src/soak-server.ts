import { pino } from 'pino'
import { readConfig } from '../../apps/server/src/config.ts'
import { createServer } from '../../apps/server/src/server.ts'
import { historyCapacity } from '../../apps/server/src/sessions/idle-ttl.ts'
import { createMemoryStore } from '../../apps/server/src/sessions/memory-store.ts'
import { createCountingClock } from '../../apps/server/test/support/counting-clock.ts'
import { createBabblingVoice } from './babbling-voice.ts'
import { countConnections } from './connections.ts'
import { cpuMs, usedBytes } from './memory.ts'
import { askSchema, type Ask, type ServerStats } from './soak-messages.ts'

// The real server, with a voice that babbles.
const connections = countConnections()
const counting = createCountingClock()
let passedMs = 0
const clock = { ...counting, nowMs: () => counting.nowMs() + passedMs }
const config = readConfig(process.env)
const store = createMemoryStore({
  clock,
  maxSessions: config.maxSessions,
  historyCapacity: historyCapacity(config.streamMaxAgeS * 1000),
})
const voice = createBabblingVoice()
let errors = 0
const log = pino({ level: 'error' }, { write: (line: string) => void (errors++, process.stderr.write(line)) })
const server = createServer({ config, clock, store, voice, log, webDir: '/nowhere' })
const url = await server.start()

process.on('message', (message) => {
  answer(askSchema.parse(message)).then(
    (stats) => process.send?.(stats),
    (error: unknown) => log.error({ err: error }, 'unanswered'),
  )
})
process.on('disconnect', () => process.exit())
process.send?.(await stats())

async function answer(asked: Ask): Promise<ServerStats> {
  if (asked.ask === 'pass') {
    passedMs += asked.ms
    await server.reaper.sweep()
  }
  if (asked.ask === 'stop') await server.stop()
  return stats()
}

async function stats(): Promise<ServerStats> {
  return {
    url,
    heapBytes: await usedBytes(),
    ...server.counts(),
    classifiers: voice.opened.size,
    sockets: connections.used(),
    unusedSockets: connections.unused(),
    timers: counting.pending(),
    errors,
    cpuMs: cpuMs(),
  }
}
