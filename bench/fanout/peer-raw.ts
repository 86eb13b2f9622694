import { once } from 'node:events'
import { createServer, type Socket } from 'node:net'
import { answerServer } from './answer-server.ts'
import { frameText } from './frame.ts'
import { portOf } from './port-of.ts'

// The floor: nothing but sockets, and one buffer that goes to each of them.
const sockets = new Set<Socket>()
let inOrder: Socket[] = []
const frame = Buffer.from(frameText(17))
const opening = Buffer.from(
  'HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\nevent: stream-open\ndata: {}\n\n',
)

const server = createServer((socket) => {
  socket.setNoDelay(true)
  socket.once('data', () => {
    socket.write(opening)
    sockets.add(socket)
  })
  socket.on('close', () => sockets.delete(socket))
  socket.on('error', () => {})
})
server.listen({ port: 0, host: '127.0.0.1', backlog: 4_096 })
await once(server, 'listening')

answerServer({
  port: portOf(server),
  paths: async (count) => new Array<string>(count).fill('/'),
  sendAll() {
    for (const socket of sockets) socket.write(frame)
  },
  sendOne(turn) {
    if (inOrder.length !== sockets.size) inOrder = [...sockets]
    inOrder[turn % inOrder.length]?.write(frame)
  },
})
