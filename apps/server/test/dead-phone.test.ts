import { createFlakyProxy } from '@undertone/flaky-proxy'
import { expect, it, onTestFinished } from 'vitest'
import { listener } from './support/stores/recorder.ts'
import { openSse } from './support/sse-client.ts'
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
  server.store.listen(listener({ removed: (_, reason) => removed.push(reason) }))
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

it('stops counting a client whose network has gone without a word, at the age of its stream', async () => {
  const { url, id, server, store, removed } = await setUp()
  const proxy = await createFlakyProxy({ targetPort: Number(new URL(url).port) })
  onTestFinished(() => proxy.close())
  const phone = await openSse(`${proxy.url}/session/${id}/stream`)
  await phone.next('stream-open')
  let phoneKnows = false
  void phone.closed.then(() => (phoneKnows = true))
  proxy.swallow()
  // Nobody tells the server: the socket stays open, and counts.
  await store.append(id, toneEvent({ session_id: id }))
  expect(await store.find(id)).toMatchObject({ session: { subscribers: 1 } })
  await expect.poll(() => server.counts().streams, { timeout: 5_000 }).toBe(0)
  await expect.poll(() => store.find(id), { timeout: 5_000 }).toBeNull()
  expect(removed).toEqual(['expired'])
  expect(phoneKnows).toBe(false)
  expect(phone.events.map(({ name }) => name)).toEqual(['stream-open'])
})

it('gives everything that was said meanwhile to a client that finds its network again in time', async () => {
  const server = await startTestServer({ env: { STREAM_MAX_AGE_S: '1' } })
  const id = await server.startSession()
  const proxy = await createFlakyProxy({ targetPort: Number(new URL(server.url).port) })
  onTestFinished(() => proxy.close())
  const say = () => server.store.append(id, toneEvent({ session_id: id }))
  const before = await openSse(`${proxy.url}/session/${id}/stream`)
  await say()
  const { id: lastEventId } = await before.next('tone-event')
  proxy.swallow()
  for (let n = 0; n < 3; n++) await say()
  await expect.poll(() => server.server.counts().streams, { timeout: 5_000 }).toBe(0)
  await say()
  proxy.heal()
  const after = await openSse(`${proxy.url}/session/${id}/stream`, { lastEventId: String(lastEventId) })
  expect((await after.next('stream-open')).data).toMatchObject({
    head: 5,
    resumed_from: 1,
    replayed: 4,
    missed: null,
  })
  const ids = []
  while (ids.length < 4) ids.push((await after.next('tone-event')).id)
  expect(ids).toEqual(['2', '3', '4', '5'])
})
