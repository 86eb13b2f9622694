import { pino } from 'pino'
import { createSystemClock } from '../../apps/server/src/clock.ts'
import { readConfig } from '../../apps/server/src/config.ts'
import { createServer } from '../../apps/server/src/server.ts'
import { openStore } from '../../apps/server/src/sessions/open-store.ts'
import { createScriptedVoice } from '../../apps/server/test/support/scripted-voice.ts'
import { createSpeaker } from './speaker.ts'
import type { NodeAsk, NodeUsage } from './node.ts'
import { answerWith } from '../support/worker.ts'

// The real server, set as an operator sets it, with a voice that hears nothing: what is said here goes to its store, as
// what a microphone says does.
const config = readConfig(process.env)
const clock = createSystemClock()
const log = pino({ level: 'error' }, pino.destination(2))
const store = await openStore({ config, clock, onError: (error) => log.error({ err: error }, 'store') })
const server = createServer({ config, clock, store, voice: createScriptedVoice(), log, webDir: '/nowhere' })
const speaker = createSpeaker(store)
const url = await server.start()

answerWith<NodeAsk>(async (asked) => {
  if (asked.ask === 'url') return url
  if (asked.ask === 'create') return createSessions(asked.count)
  if (asked.ask === 'speak') return speaker.speak(asked)
  return usage()
})

async function createSessions(count: number): Promise<string[]> {
  const ids: string[] = []
  while (ids.length < count) {
    const some = Array.from({ length: Math.min(200, count - ids.length) }, () =>
      store.create({ elcor: false, idleTtlMs: 900_000 }),
    )
    ids.push(...(await Promise.all(some)).map(({ id }) => id))
  }
  return ids
}

function usage(): NodeUsage {
  const { user, system } = process.cpuUsage()
  return {
    cpuMs: (user + system) / 1000,
    rssBytes: process.memoryUsage.rss(),
    streams: server.counts().streams,
  }
}
