import { once } from 'node:events'
import { connect } from 'node:net'
import { streamOpenSchema } from '@undertone/shared'
import request from 'supertest'
import { describe, expect, it, onTestFinished } from 'vitest'
import { watchStreamSockets } from './support/server-sockets.ts'
import { openSse, type SseClient } from './support/sse-client.ts'
import { startTestServer, type TestServerOptions } from './support/test-server.ts'
import { toneEvent } from './support/tone.ts'
import { openUnread } from './support/unread-stream.ts'

async function setUp(options: TestServerOptions = {}) {
  const server = await startTestServer(options)
  const id = await server.startSession()
  const streamUrl = `${server.url}/session/${id}/stream`
  const say = async (count: number) => {
    for (let n = 0; n < count; n++) await server.store.append(id, toneEvent({ session_id: id }))
  }
  return { ...server, id, streamUrl, say }
}

async function nextIds(client: SseClient, count: number): Promise<number[]> {
  const ids: number[] = []
  while (ids.length < count) ids.push(Number((await client.next('tone-event')).id))
  return ids
}

async function opened(client: SseClient) {
  return streamOpenSchema.parse((await client.next('stream-open')).data)
}

describe('a fresh stream', () => {
  it('has the headers of an event stream that no proxy may hold back', async () => {
    const { streamUrl } = await setUp()
    const { response } = await openSse(streamUrl)
    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8')
    expect(response.headers.get('cache-control')).toBe('no-cache, no-transform')
    expect(response.headers.get('x-accel-buffering')).toBe('no')
  })

  it('opens at the head, replays nothing and goes on live', async () => {
    const { id, streamUrl, say } = await setUp()
    await say(3)
    const client = await openSse(streamUrl)
    expect(await opened(client)).toEqual({
      session_id: id,
      head: 3,
      resumed_from: null,
      replayed: 0,
      missed: null,
      idle_ttl_s: 90,
      max_age_s: 120,
    })
    await say(2)
    expect(await nextIds(client, 2)).toEqual([4, 5])
    expect(client.events[0]?.name).toBe('stream-open')
  })

  it('sends only its headers to whoever asks for those alone', async () => {
    const { streamUrl, server } = await setUp()
    const response = await fetch(streamUrl, { method: 'HEAD' })
    expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8')
    expect(server.counts().streams).toBe(0)
  })
})

describe('a resumed stream', () => {
  it.each([
    ['the header', { lastEventId: '2' }],
    ['the query', { query: '?last_event_id=2' }],
    ['the header before the query', { lastEventId: '2', query: '?last_event_id=4' }],
    ['the query when the header is no number', { lastEventId: 'x', query: '?last_event_id=2' }],
  ])('goes on after the id in %s', async (_, options) => {
    const { streamUrl, say } = await setUp()
    await say(5)
    const client = await openSse(streamUrl, options)
    expect(await opened(client)).toMatchObject({ head: 5, resumed_from: 2, replayed: 3, missed: null })
    await say(1)
    expect(await nextIds(client, 4)).toEqual([3, 4, 5, 6])
  })

  it.each(['-1', '1.5', 'abc', ''])('ignores the id "%s"', async (lastEventId) => {
    const { streamUrl, say } = await setUp()
    await say(2)
    expect(await opened(await openSse(streamUrl, { lastEventId }))).toMatchObject({
      resumed_from: null,
      replayed: 0,
    })
  })

  it('replays everything after 0', async () => {
    const { streamUrl, say } = await setUp()
    await say(2)
    const client = await openSse(streamUrl, { lastEventId: '0' })
    expect(await opened(client)).toMatchObject({ resumed_from: 0, replayed: 2 })
    expect(await nextIds(client, 2)).toEqual([1, 2])
  })

  it('names the ids that the history no longer holds', async () => {
    const { streamUrl, say } = await setUp({ capacity: 4 })
    await say(10)
    const client = await openSse(streamUrl, { lastEventId: '3' })
    expect(await opened(client)).toMatchObject({ resumed_from: 3, replayed: 4, missed: { from: 4, to: 6 } })
    expect(await nextIds(client, 4)).toEqual([7, 8, 9, 10])
  })

  it('takes an id beyond all measure for one that was never given out, whatever the query says', async () => {
    const { streamUrl, say } = await setUp()
    await say(2)
    const client = await openSse(streamUrl, { lastEventId: '9'.repeat(30), query: '?last_event_id=1' })
    expect(await opened(client)).toMatchObject({ head: 2, resumed_from: null, replayed: 0 })
  })

  it('gives live events only for an id that the session never gave out', async () => {
    const { streamUrl, say } = await setUp()
    await say(2)
    const client = await openSse(streamUrl, { lastEventId: '9' })
    expect(await opened(client)).toMatchObject({ head: 2, resumed_from: null, replayed: 0, missed: null })
    await say(1)
    expect(await nextIds(client, 1)).toEqual([3])
  })

  it('brings a replay that is larger than a slow reader may fall behind', async () => {
    const { streamUrl, say } = await setUp({ capacity: 5_000 })
    await say(5_000)
    const client = await openSse(streamUrl, { lastEventId: '0' })
    expect(await nextIds(client, 5_000)).toEqual(Array.from({ length: 5_000 }, (_, index) => index + 1))
  })
})

describe('the end of a stream', () => {
  it.each(['ended', 'expired', 'shutdown'] as const)(
    'says that the session was %s, and closes',
    async (reason) => {
      const { id, streamUrl, store } = await setUp()
      const client = await openSse(streamUrl)
      await opened(client)
      await store.remove(id, reason)
      expect((await client.next('session-end')).data).toEqual({ session_id: id, reason })
      await client.closed
    },
  )

  it('comes by age too, and is no end of the session', async () => {
    const { url, id, streamUrl, say } = await setUp({ env: { STREAM_MAX_AGE_S: '0.3' } })
    const client = await openSse(streamUrl)
    await say(1)
    await client.closed
    expect(client.events.map(({ name }) => name)).toEqual(['stream-open', 'tone-event'])
    expect((await request(url).get(`/session/${id}`)).status).toBe(200)
  })
})

it('pings a quiet stream', async () => {
  const { streamUrl } = await setUp({ env: { PING_INTERVAL_S: '0.1' } })
  const client = await openSse(streamUrl)
  expect((await client.next('ping')).data).toEqual({ timestamp: expect.any(Number) })
})

it('counts a subscriber while its socket is open, and lets the idle time run from when it is gone', async () => {
  const { id, streamUrl, store, server } = await setUp()
  const client = await openSse(streamUrl)
  await opened(client)
  expect(await store.find(id)).toMatchObject({ session: { subscribers: 1, lastSubscriberLeftAtMs: null } })
  client.close()
  await expect
    .poll(() => store.find(id))
    .toMatchObject({ session: { subscribers: 0, lastSubscriberLeftAtMs: expect.any(Number) } })
  expect(server.counts().streams).toBe(0)
})

it('keeps no seat for a client that hangs up while its stream is being opened', async () => {
  let goOn = () => {}
  let joins = 0
  const { streamUrl, server, store, id } = await setUp({
    wrapStore: (inner) => ({
      ...inner,
      async join(joinedId, afterId) {
        joins++
        await new Promise<void>((resolve) => (goOn = resolve))
        return inner.join(joinedId, afterId)
      },
    }),
  })
  const sockets = watchStreamSockets()
  const phone = openUnread(streamUrl)
  await expect.poll(() => joins).toBe(1)
  phone.destroy()
  await expect.poll(() => sockets.all().map(({ destroyed }) => destroyed)).toEqual([true])
  goOn()
  await expect.poll(() => server.counts().streams).toBe(0)
  await expect
    .poll(() => store.find(id))
    .toMatchObject({
      session: { subscribers: 0, lastSubscriberLeftAtMs: expect.any(Number) },
    })
})

it('sends whoever asked for a stream just before the server went down elsewhere, and says of no session that it is gone', async () => {
  let goOn = () => {}
  let joins = 0
  const { streamUrl, server } = await setUp({
    wrapStore: (inner) => ({
      ...inner,
      async join(id, afterId) {
        joins++
        await new Promise<void>((resolve) => (goOn = resolve))
        return inner.join(id, afterId)
      },
    }),
  })
  const asked = fetch(streamUrl)
  await expect.poll(() => joins).toBe(1)
  const stopping = server.stop()
  // In memory the session goes at once.
  await new Promise(setImmediate)
  goOn()
  expect((await asked).status).toBe(503)
  await stopping
})

it('refuses a stream more than a session may have', async () => {
  const { streamUrl } = await setUp({ env: { MAX_STREAMS_PER_SESSION: '2' } })
  const [first] = await Promise.all([openSse(streamUrl), openSse(streamUrl)])
  const refused = await fetch(streamUrl)
  expect([refused.status, refused.headers.has('retry-after')]).toEqual([429, true])
  first?.close()
  await expect.poll(async () => (await openSse(streamUrl)).response.status).toBe(200)
})

it('is over for a session that was swept while somebody was away', async () => {
  const { url, id, streamUrl, server } = await setUp({ env: { SESSION_IDLE_TTL_S: '0.2' } })
  const client = await openSse(streamUrl)
  await opened(client)
  client.close()
  await expect.poll(async () => (await request(url).get(`/session/${id}`)).status).toBe(404)
  expect((await fetch(streamUrl)).status).toBe(404)
  expect(server.counts().streams).toBe(0)
})

it('gives no stream to a request that was sent before an earlier one was answered, and keeps no seat for it', async () => {
  const { url, id, server, store } = await setUp()
  const socket = connect(Number(new URL(url).port), '127.0.0.1')
  onTestFinished(() => void socket.destroy())
  const closed = once(socket, 'close')
  const get = `GET /session/${id}/stream HTTP/1.1\r\nHost: x\r\n\r\n`
  socket.resume()
  socket.write(get + get)
  await closed
  await expect.poll(() => server.counts().streams).toBe(0)
  expect(await store.find(id)).toMatchObject({ session: { subscribers: 0 } })
})
