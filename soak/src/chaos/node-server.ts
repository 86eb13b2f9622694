import { pino } from 'pino'
import { createSystemClock } from '../../../apps/server/src/clock.ts'
import { readConfig } from '../../../apps/server/src/config.ts'
import { createServer } from '../../../apps/server/src/server.ts'
import { openStore } from '../../../apps/server/src/sessions/open-store.ts'
import { createStopOnce } from '../../../apps/server/src/stop-once.ts'
import { createBabblingVoice } from '../babbling-voice.ts'
import { nodeAskSchema, type NodeTale } from './node-messages.ts'
import { createToldStore } from './told-store.ts'

// One node as it is shipped, but for the voice, and for telling the chaos what it does.
const tell = (tale: NodeTale) => void process.send?.(tale)
const config = readConfig(process.env)
const log = pino({ level: 'warn' }, pino.destination({ dest: 2, sync: true }))
const clock = createSystemClock()
const opened = await openStore({ config, clock, onError: (error) => log.error({ err: error }, 'store') })
const { store, sessions } = createToldStore(opened, tell)
const voice = createBabblingVoice()
const server = createServer({ config, clock, store, voice, log, webDir: '/nowhere' })
const onSignal = createStopOnce({
  stop: server.stop,
  exit: process.exit,
  clock,
  graceMs: config.shutdownGraceS * 1000,
  onError: (error) => log.error({ err: error }, 'stopping failed'),
})
process.on('SIGTERM', onSignal)
process.on('disconnect', () => process.exit())
process.on('message', (message) => {
  nodeAskSchema.parse(message)
  const stats = {
    ...server.counts(),
    classifiers: voice.opened.size,
    sessions: sessions(),
    dateMs: Date.now(),
  }
  tell({ say: 'stats', stats })
})
await server.start()
tell({ say: 'listening' })
