import { once } from 'node:events'
import { expect, it } from 'vitest'
import { dial } from './support/dial.ts'
import { startTestServer } from './support/test-server.ts'

const ask = (path: string) => `GET ${path} HTTP/1.1\r\nHost: x\r\n\r\n`

/** A server whose store has been asked for so many histories, and gives none before it may. */
async function holdingServer() {
  let asked = 0
  let letGo = () => {}
  const may = new Promise<void>((resolve) => (letGo = resolve))
  const { url, startSession } = await startTestServer({
    wrapStore: (store) => ({
      ...store,
      async history(id) {
        asked++
        await may
        return store.history(id)
      },
    }),
  })
  return { url, id: await startSession(), asked: () => asked, letGo }
}

it('works on one request of a connection at a time, however many lie in a packet', async () => {
  const { url, id, asked, letGo } = await holdingServer()
  const socket = dial(url)
  let said = ''
  socket.on('data', (text) => (said += text))
  socket.write(ask(`/session/${id}/history`).repeat(20) + ask('/health'))
  await expect.poll(asked).toBe(1)
  // Whoever comes later is served already.
  expect((await fetch(`${url}/health`)).status).toBe(200)
  expect(asked()).toBe(1)
  letGo()
  await expect.poll(() => said).toContain('{"status":"ok"}')
  expect(said.match(/HTTP\/1.1 200 OK/g)).toHaveLength(21)
  expect(asked()).toBe(20)
})

it('closes a connection on which hundreds wait for their answers', async () => {
  const { url, id, asked } = await holdingServer()
  const socket = dial(url)
  socket.on('error', () => {})
  const closed = once(socket.resume(), 'close')
  socket.write(ask(`/session/${id}/history`).repeat(500))
  await closed
  expect(asked()).toBeLessThanOrEqual(1)
})
