import { once } from 'node:events'
import { expect, it, onTestFinished } from 'vitest'
import { dial } from './support/dial.ts'
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
