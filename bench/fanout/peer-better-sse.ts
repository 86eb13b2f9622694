import { once } from 'node:events'
import { createChannel, createSession } from 'better-sse'
import express from 'express'
import { answerServer } from './answer-server.ts'
import { frameEvent } from './frame.ts'
import { portOf } from './port-of.ts'

// The library that people pick, on Express.
const channel = createChannel()
const app = express()
app.get('/session/:id/stream', async (req, res) => {
  const session = await createSession(req, res)
  session.push({}, 'stream-open')
  channel.register(session)
})
const server = app.listen(0, '127.0.0.1', 4_096)
await once(server, 'listening')
const event = frameEvent('0f3kq9d2mVt1b7x0aQz4Lw')

answerServer({
  port: portOf(server),
  paths: async (count) => new Array<string>(count).fill('/session/x/stream'),
  sendAll: () => channel.broadcast(event, 'tone-event'),
  sendOne: (turn) => channel.activeSessions[turn % channel.sessionCount]?.push(event, 'tone-event'),
})
