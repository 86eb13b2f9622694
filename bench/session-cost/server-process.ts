import { pino } from 'pino'
import { createSystemClock } from '../../apps/server/src/clock.ts'
import { readConfig } from '../../apps/server/src/config.ts'
import { createServer } from '../../apps/server/src/server.ts'
import { openStore } from '../../apps/server/src/sessions/open-store.ts'
import { createScriptedVoice } from '../../apps/server/test/support/scripted-voice.ts'
import { answerWith } from '../support/worker.ts'
import type { ServerAsk } from './server.ts'

// The real server, set as an operator sets it. Nobody speaks, so its voice is the one that hears nothing.
const config = readConfig(process.env)
const clock = createSystemClock()
const log = pino({ level: 'error' }, pino.destination(2))
const store = await openStore({ config, clock, onError: (error) => log.error({ err: error }, 'store') })
const server = createServer({ config, clock, store, voice: createScriptedVoice(), log, webDir: '/nowhere' })
const url = await server.start()

answerWith<ServerAsk>(async ({ ask }) => (ask === 'port' ? Number(new URL(url).port) : process.cpuUsage()))
