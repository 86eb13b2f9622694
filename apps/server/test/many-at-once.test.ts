import { once } from 'node:events'
import { expect, it, onTestFinished } from 'vitest'
import { dial } from './support/dial.ts'
import { countEverybody } from './support/from-address.ts'
import { startTestServer } from './support/test-server.ts'

const ask = (path: string) => `GET ${path} HTTP/1.1\r\nHost: x\r\n\r\n`

/** Connections that the server has taken, and knows. */
async function connections(url: string, count: number) {
  const sockets = Array.from({ length: count }, () => dial(url))
  const answers = sockets.map((socket) => once(socket, 'data'))
  for (const socket of sockets) socket.write(ask('/health'))
  await Promise.all(answers)
  return sockets
}

/** Counts the turns of the event loop. */
function countTurns() {
  let turns = 0
  let next = setImmediate(function count() {
    turns++
    next = setImmediate(count)
  })
  onTestFinished(() => clearImmediate(next))
  return () => turns
}

it.each(['history', 'export?format=csv'])(
  'leaves others their turn while many ask for what takes long (%s)',
  async (path) => {
    const turnOf: number[] = []
    const turns = countTurns()
    const { url, startSession } = await startTestServer({
      wrapStore: (store) => ({
        ...store,
        history(id) {
          turnOf.push(turns())
          return store.history(id)
        },
      }),
    })
    const id = await startSession()
    const sockets = await connections(url, 20)
    const answers = sockets.map((socket) => once(socket, 'data'))
    for (const socket of sockets) socket.write(ask(`/session/${id}/${path}`))
    await Promise.all(answers)
    expect(turnOf).toHaveLength(20)
    expect(new Set(turnOf).size).toBeGreaterThan(15)
  },
)

it('answers somebody else in the midst of all that one address asks at once', async () => {
  const found: string[] = []
  const { url } = await startTestServer({
    env: countEverybody,
    wrapStore: (store) => ({
      ...store,
      find(id) {
        found.push(id)
        return store.find(id)
      },
    }),
  })
  const from = (address: string, id: string) =>
    `GET /session/${id.repeat(22)} HTTP/1.1\r\nHost: x\r\nX-Forwarded-For: ${address}\r\n\r\n`
  const sockets = await connections(url, 100)
  const other = sockets.pop()
  const answers = sockets.map((socket) => once(socket, 'data'))
  for (const socket of sockets) socket.write(from('203.0.113.1', 'f'))
  other?.write(from('203.0.113.2', 's'))
  await Promise.all(answers)
  expect(found).toHaveLength(100)
  expect(found.indexOf('s'.repeat(22))).toBeLessThan(50)
})

it('asks the store for nothing where whoever asked went while they waited', async () => {
  let asked = 0
  const { url, startSession } = await startTestServer({
    wrapStore: (store) => ({
      ...store,
      history(id) {
        asked++
        return store.history(id)
      },
    }),
  })
  const id = await startSession()
  const sockets = await connections(url, 50)
  for (const socket of sockets) {
    socket.write(ask(`/session/${id}/history`))
    socket.resetAndDestroy()
  }
  expect((await fetch(`${url}/session/${id}/history`)).status).toBe(200)
  expect(asked).toBeLessThan(25)
})

it('lets somebody else have a history in the midst of all that one address asks for', async () => {
  const read: string[] = []
  let onRead = () => {}
  const { url, startSession } = await startTestServer({
    env: countEverybody,
    wrapStore: (store) => ({
      ...store,
      history(id) {
        read.push(id)
        onRead()
        return store.history(id)
      },
    }),
  })
  const [flooded, other] = [await startSession(), await startSession()]
  const from = (address: string, id: string) =>
    `GET /session/${id}/history HTTP/1.1\r\nHost: x\r\nX-Forwarded-For: ${address}\r\n\r\n`
  const sockets = await connections(url, 200)
  const late = sockets.pop()
  // By then all the others stand in line.
  onRead = () => void (read.length === 60 && late?.write(from('203.0.113.2', other)))
  const answers = sockets.map((socket) => once(socket, 'data'))
  for (const socket of sockets) socket.write(from('203.0.113.1', flooded))
  await Promise.all(answers)
  expect(read.indexOf(other)).toBeGreaterThan(0)
  expect(read.indexOf(other)).toBeLessThan(100)
})
