import { expect, it } from 'vitest'
import { watchStreamSockets } from './support/server-sockets.ts'
import { startTestServer } from './support/test-server.ts'
import { toneEvent } from './support/tone.ts'
import { openUnread } from './support/unread-stream.ts'

const env = { STREAM_MAX_AGE_S: '1', SESSION_IDLE_TTL_S: '0.5' }

async function setUp() {
  const sockets = watchStreamSockets()
  const server = await startTestServer({ env })
  const id = await server.startSession()
  const removed: string[] = []
  server.store.listen({ appended: () => {}, removed: (_, reason) => removed.push(reason) })
  return { ...server, id, sockets, removed }
}

it('stops counting a client that neither reads nor closes, and the session idles out behind it', async () => {
  const { url, id, server, store, sockets, removed } = await setUp()
  const phone = openUnread(`${url}/session/${id}/stream`)
  await expect.poll(() => server.counts().streams).toBe(1)
  const [socket] = sockets.all()
  // More than the kernel takes, so that the end of the stream waits behind bytes that nobody will ever take.
  const wide = 'x'.repeat(8_000)
  while (socket?.writableLength === 0 && !socket.destroyed)
    await store.append(id, toneEvent({ session_id: id, subtext: wide }))
  expect(socket?.writableLength).toBeGreaterThan(0)
  await expect.poll(() => server.counts().streams, { timeout: 5_000 }).toBe(0)
  expect(socket?.destroyed).toBe(true)
  expect(phone.destroyed).toBe(false)
  await expect.poll(() => store.find(id), { timeout: 5_000 }).toBeNull()
  expect(removed).toEqual(['expired'])
})
