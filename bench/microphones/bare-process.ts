// What the way itself costs: the same frames come in and events of the same size go out, and nothing listens.
import { randomUUID } from 'node:crypto'
import { createServer, type ServerResponse } from 'node:http'
import { WebSocketServer } from 'ws'
import { answerServer } from './answer-server.ts'

const framesPerEvent = 20
const startedMs = new Map<string, number>()
const watchers = new Map<string, ServerResponse>()

const server = createServer((req, res) => {
  const id = req.url?.split('/')[2] ?? ''
  if (req.method === 'GET') {
    res.writeHead(200, { 'content-type': 'text/event-stream' })
    res.flushHeaders()
    watchers.set(id, res)
    return
  }
  const created = randomUUID()
  startedMs.set(created, performance.now())
  res.writeHead(200, { 'content-type': 'application/json' })
  res.end(JSON.stringify({ session_id: created }))
})

new WebSocketServer({ server, perMessageDeflate: false }).on('connection', (socket, req) => {
  const id = req.url?.split('/')[2] ?? ''
  let frames = 0
  socket.send(JSON.stringify({ type: 'ready' }))
  socket.on('message', () => {
    if (++frames % framesPerEvent > 0) return
    const timestamp = Math.round(performance.now() - (startedMs.get(id) ?? NaN)) / 1000
    const event = { event_type: 'tone', session_id: id, timestamp, subtext: 'x'.repeat(200) }
    watchers.get(id)?.write(`event: tone-event\nid: ${frames}\ndata: ${JSON.stringify(event)}\n\n`)
  })
})

server.listen(0, '127.0.0.1', () => {
  const address = server.address()
  if (typeof address === 'object') answerServer(`http://127.0.0.1:${address?.port}`)
})
