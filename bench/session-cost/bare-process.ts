import { once } from 'node:events'
import express from 'express'
import { portOf } from '../fanout/port-of.ts'
import { answerWith } from '../support/worker.ts'
import type { ServerAsk } from './server.ts'

// What Express 5 costs by itself, as its guide shows it: the same three calls, answers of the same shape and size.
const session = {
  session_id: 'x'.repeat(22),
  state: 'running',
  elcor: false,
  idle_ttl_s: 90,
  role: 'owner',
}
const ended = { session_id: session.session_id, state: 'stopped' }

const app = express()
if (process.env['WITHOUT_ETAG']) app.disable('etag').disable('x-powered-by')
app.use(express.json())
app.post('/session/start', (_req, res) => void res.json(session))
app.get('/session/:id', (_req, res) => void res.json(session))
app.delete('/session/:id/end', (_req, res) => void res.json(ended))
const http = app.listen(0, '127.0.0.1')
await once(http, 'listening')

answerWith<ServerAsk>(async ({ ask }) => (ask === 'port' ? portOf(http) : process.cpuUsage()))
