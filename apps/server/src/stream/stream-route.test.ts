import { once } from 'node:events'
import { createServer } from 'node:http'
import { connect } from 'node:net'
import express from 'express'
import { expect, it, onTestFinished } from 'vitest'
import { createFakeClock } from '../fake-clock.ts'
import { createTakenSockets } from '../http/taken-sockets.ts'
import { createMemoryStore } from '../sessions/memory-store.ts'
import { createStreamRoute } from './stream-route.ts'
import { createToneHub } from './tone-hub.ts'

/** The stream's route alone, so that it is called while its request still comes in. */
async function serve() {
  const clock = createFakeClock()
  const store = createMemoryStore({ clock, maxSessions: 1, historyCapacity: () => 16 })
  const sockets = createTakenSockets()
  const hub = createToneHub({
    store,
    clock,
    pingIntervalMs: 15_000,
    streamMaxAgeMs: 120_000,
    maxStreamsPerSession: 4,
    random: () => 0.5,
    onError: (error) => expect.fail(String(error)),
  })
  const route = createStreamRoute({
    store,
    hub,
    clock,
    sockets,
    assertServing: () => {},
    assertRoom: () => {},
    connections: { claim: () => true, unclaim() {} },
  })
  const http = createServer(express().use(route)).listen(0, '127.0.0.1')
  await once(http, 'listening')
  onTestFinished(() => sockets.destroyAll())
  const { id } = await store.create({ elcor: false, idleTtlMs: 90_000 })
  const address = http.address()
  return { http, hub, sockets, id, port: typeof address === 'object' && address ? address.port : 0 }
}

it.each([
  ['of a known length', 'Content-Length: 4\r\n\r\nbody'],
  ['in pieces', 'Transfer-Encoding: chunked\r\n\r\n4\r\nbody\r\n0\r\n\r\n'],
])('takes no connection whose parser is still at a body %s, and all can be closed', async (_, rest) => {
  const { http, hub, sockets, id, port } = await serve()
  const socket = connect(port, '127.0.0.1')
  socket.write(`GET /session/${id}/stream HTTP/1.1\r\nHost: x\r\n${rest}`)
  const [said] = await once(socket, 'data')
  expect(String(said)).toContain('stream-open')
  expect(hub.streamCount()).toBe(1)
  const closed = once(http, 'close')
  http.close()
  http.closeAllConnections()
  sockets.destroyAll()
  await closed
})
