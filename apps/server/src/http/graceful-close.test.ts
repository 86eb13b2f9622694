import { once } from 'node:events'
import { createServer, type RequestListener, type Server, type ServerResponse } from 'node:http'
import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { promisify } from 'node:util'
import { expect, it, onTestFinished } from 'vitest'
import { createFakeClock } from '../fake-clock.ts'
import { createGracefulClose } from './graceful-close.ts'
import { createTakenSockets } from './taken-sockets.ts'

async function serve(onRequest: RequestListener) {
  const clock = createFakeClock()
  const http = createServer(onRequest)
  const sockets = createTakenSockets()
  const gracefulClose = createGracefulClose(http, clock, sockets)
  http.listen(0, '127.0.0.1')
  await once(http, 'listening')
  const address = http.address()
  const port = typeof address === 'object' && address ? address.port : 0
  onTestFinished(() => http.closeAllConnections())
  return { clock, http, gracefulClose, sockets, dial: () => dial(port) }
}

async function dial(port: number) {
  const socket = connect(port, '127.0.0.1')
  onTestFinished(() => void socket.destroy())
  socket.on('error', () => {})
  socket.resume()
  await once(socket, 'connect')
  return socket
}

function connections(http: Server): Promise<number> {
  return promisify(http.getConnections.bind(http))()
}

it('waits for no answer whose connection has gone, nor for one that stood behind it', async () => {
  let asked = 0
  const gone: Promise<unknown>[] = []
  const {
    clock,
    gracefulClose,
    dial: open,
  } = await serve(({ socket }) => {
    asked++
    gone.push(once(socket, 'close'))
  })
  // A browser's spare connection, on which nothing was asked yet, must not be waited for either.
  await open()
  const phone = await open()
  phone.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n'.repeat(2))
  await expect.poll(() => asked).toBe(2)
  phone.destroy()
  await Promise.all(gone)
  await gracefulClose.close(1_000)
  expect(clock.pending()).toBe(0)
})

it('waits for every answer that is under way, however many others were broken off', async () => {
  const answers: ServerResponse[] = []
  const { gracefulClose, http, dial: open } = await serve((_, res) => void answers.push(res))
  const ask = async () => {
    const socket = await open()
    const before = answers.length
    socket.write('GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n')
    await expect.poll(() => answers.length).toBe(before + 1)
    return socket
  }
  const hasty = await ask()
  hasty.destroy()
  await expect.poll(() => connections(http)).toBe(0)
  const patient = [await ask(), await ask()]
  const received = patient.map((socket) => text(socket))
  const closing = gracefulClose.close(1_000)
  answers[1]?.end('whole')
  expect(await received[0]).toContain('whole')
  answers[2]?.end('whole')
  expect(await received[1]).toContain('whole')
  await closing
})

it('lets an answer that is under way come to its end, and cuts it once its grace is over', async () => {
  const { clock, gracefulClose, dial: open } = await serve(() => {})
  const phone = await open()
  phone.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n')
  const closing = gracefulClose.close(1_000)
  clock.advance(999)
  expect(phone.destroyed).toBe(false)
  clock.advance(1)
  await closing
})
