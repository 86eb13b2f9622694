import { pino } from 'pino'
import { createSystemClock } from '../../apps/server/src/clock.ts'
import { readConfig } from '../../apps/server/src/config.ts'
import { createServer } from '../../apps/server/src/server.ts'
import { openStore } from '../../apps/server/src/sessions/open-store.ts'
import { createScriptedVoice } from '../../apps/server/test/support/scripted-voice.ts'
import { answerServer } from './answer-server.ts'
import { frameEvent } from './frame.ts'

// The real server, set as an operator sets it, with a voice that hears nothing: what is said here goes to its store, as
// what a microphone says does.
const config = readConfig({
  PORT: '0',
  MAX_SESSIONS: '1000000',
  MAX_STREAMS_PER_SESSION: '100000',
  LOG_LEVEL: 'error',
  // No stream comes of age while it is measured.
  STREAM_MAX_AGE_S: '100000',
  ...process.env,
})
const clock = createSystemClock()
const log = pino({ level: 'error' }, pino.destination(2))
const store = await openStore({ config, clock, onError: (error) => log.error({ err: error }, 'store') })
const server = createServer({ config, clock, store, voice: createScriptedVoice(), log, webDir: '/nowhere' })
const { port } = new URL(await server.start())
const ids: string[] = []

answerServer({
  port: Number(port),
  async paths(count, sessions) {
    ids.length = 0
    const distinct = sessions === 'one' ? 1 : count
    while (ids.length < distinct) ids.push((await store.create({ elcor: false, idleTtlMs: 900_000 })).id)
    return Array.from({ length: count }, (_, at) => `/session/${ids[at % distinct]}/stream`)
  },
  sendAll: () => Promise.all(ids.map((id) => store.append(id, frameEvent(id)))),
  sendOne(turn) {
    const id = ids[turn % ids.length] ?? ''
    return store.append(id, frameEvent(id))
  },
})
