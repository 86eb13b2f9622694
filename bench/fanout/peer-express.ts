import { once } from 'node:events'
import express, { type Response } from 'express'
import { answerServer } from './answer-server.ts'
import { frameText } from './frame.ts'
import { portOf } from './port-of.ts'

// What most people write: Express, and `res.write` of a text that is made for each of them.
const all = new Set<Response>()
let id = 0
const app = express()
app.get('/session/:id/stream', (_req, res) => {
  res.set({ 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-cache' })
  res.flushHeaders()
  res.write('event: stream-open\ndata: {}\n\n')
  all.add(res)
  res.on('close', () => all.delete(res))
})
const server = app.listen(0, '127.0.0.1', 4_096)
await once(server, 'listening')

answerServer({
  port: portOf(server),
  paths: async (count) => new Array<string>(count).fill('/session/x/stream'),
  sendAll() {
    id++
    for (const res of all) res.write(frameText(id))
  },
  sendOne(turn) {
    const inOrder = [...all]
    inOrder[turn % inOrder.length]?.write(frameText(++id))
  },
})
