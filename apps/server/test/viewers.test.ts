import { once } from 'node:events'
import {
  audioCloseCode,
  historySchema,
  problemSchema,
  shareSchema,
  streamOpenSchema,
} from '@undertone/shared'
import request from 'supertest'
import { describe, expect, it, onTestFinished } from 'vitest'
import { WebSocket } from 'ws'
import { openSse } from './support/sse-client.ts'
import { startTestServer, type TestServerOptions } from './support/test-server.ts'
import { toneEvent } from './support/tone.ts'

async function share(url: string, id: string): Promise<string> {
  return shareSchema.parse((await request(url).post(`/session/${id}/share`)).body).viewer_id
}

/** A session that was shared. */
async function setUp(options: TestServerOptions = {}) {
  const server = await startTestServer(options)
  const id = await server.startSession({ elcor: true })
  const viewerId = await share(server.url, id)
  const say = async (count: number) => {
    for (let n = 0; n < count; n++) await server.store.append(id, toneEvent({ session_id: id }))
  }
  return {
    ...server,
    id,
    viewerId,
    say,
    session: `${server.url}/session/${id}`,
    view: `${server.url}/session/${viewerId}`,
  }
}

describe('POST /session/{id}/share', () => {
  it('gives an id like a session’s own, another one, and the same each time', async () => {
    const { url, id, viewerId } = await setUp()
    expect(viewerId).toMatch(/^[\w-]{22}$/)
    expect(viewerId).not.toBe(id)
    expect(await share(url, id)).toBe(viewerId)
  })

  it('is 404 for a session that is not there', async () => {
    const { url } = await startTestServer()
    const response = await request(url).post('/session/nobody/share')
    expect(problemSchema.parse(response.body)).toMatchObject({
      status: 404,
      code: 'session_not_found',
      detail: 'Session nobody not found',
    })
  })

  it('gives no id to two sessions', async () => {
    const { url, startSession } = await startTestServer()
    const ids = await Promise.all(Array.from({ length: 50 }, () => startSession()))
    expect(new Set(await Promise.all(ids.map((id) => share(url, id)))).size).toBe(50)
  })
})

describe('a viewer', () => {
  it('sees the session by its own id, as a viewer', async () => {
    const { url, viewerId } = await setUp()
    expect((await request(url).get(`/session/${viewerId}`)).body).toEqual({
      session_id: viewerId,
      state: 'running',
      elcor: true,
      idle_ttl_s: 90,
      role: 'viewer',
    })
  })

  it.each([
    ['post', 'share'],
    ['delete', 'end'],
  ] as const)('may not %s …/%s, and nothing comes of it', async (method, path) => {
    const { url, id, viewerId } = await setUp()
    const refused = await request(url)[method](`/session/${viewerId}/${path}`)
    expect(problemSchema.parse(refused.body)).toMatchObject({ status: 403, code: 'read_only' })
    expect((await request(url).get(`/session/${id}`)).status).toBe(200)
  })

  it('may not speak', async () => {
    const { url, viewerId, server, voice } = await setUp()
    const socket = new WebSocket(`${url.replace('http', 'ws')}/session/${viewerId}/audio`)
    onTestFinished(() => socket.terminate())
    expect((await once(socket, 'close'))[0]).toBe(audioCloseCode.forbidden)
    expect([server.counts().microphones, voice.opened.size]).toEqual([0, 0])
  })

  it('gets the same events with the same ids as the owner, live and after a return', async () => {
    const { session, view, viewerId, say } = await setUp()
    await say(3)
    const [owner, viewer] = [
      await openSse(`${session}/stream`),
      await openSse(`${view}/stream`, { lastEventId: '1' }),
    ]
    expect(streamOpenSchema.parse((await viewer.next('stream-open')).data)).toMatchObject({
      session_id: viewerId,
      head: 3,
      resumed_from: 1,
      replayed: 2,
    })
    await owner.next('stream-open')
    await say(2)
    const idsOf = async (client: typeof viewer, count: number) => {
      const tones = []
      while (tones.length < count) tones.push(await client.next('tone-event'))
      return tones.map(({ id, data }) => [Number(id), data['session_id']])
    }
    expect(await idsOf(viewer, 4)).toEqual([2, 3, 4, 5].map((eventId) => [eventId, viewerId]))
    const ownersId = session.slice(-22)
    expect(await idsOf(owner, 2)).toEqual([4, 5].map((eventId) => [eventId, ownersId]))
  })

  it('reads history and export by its own id', async () => {
    const { url, viewerId, say } = await setUp()
    await say(2)
    for (const path of ['history', 'export']) {
      const history = historySchema.parse((await request(url).get(`/session/${viewerId}/${path}`)).body)
      expect(history).toMatchObject({ session_id: viewerId, head: 2 })
      expect(history.events.map((event) => event.session_id)).toEqual([viewerId, viewerId])
    }
  })

  it('leaves room for the owner, however many there are', async () => {
    const { session, view } = await setUp({ env: { MAX_STREAMS_PER_SESSION: '4' } })
    const viewers = []
    for (let n = 0; n < 4; n++) viewers.push((await openSse(`${view}/stream`)).response.status)
    expect(viewers).toEqual([200, 200, 200, 429])
    expect((await openSse(`${session}/stream`)).response.status).toBe(200)
  })

  it.each([1, 4])(
    'makes room for an owner, the longest-standing first, where %d places are taken',
    async (places) => {
      const { session, view, say, server } = await setUp({ env: { MAX_STREAMS_PER_SESSION: String(places) } })
      const viewers = []
      for (let n = 0; n < Math.max(1, places - 1); n++) viewers.push(await openSse(`${view}/stream`))
      for (let n = viewers.length; n < places; n++) await openSse(`${session}/stream`)
      for (const viewer of viewers) {
        const owner = await openSse(`${session}/stream`)
        expect(owner.response.status).toBe(200)
        await viewer.closed
        const names = viewer.events.map(({ name }) => name)
        expect([names[0], names.includes('session-end')]).toEqual(['stream-open', false])
        await say(1)
        await owner.next('tone-event')
      }
      expect(server.counts().streams).toBe(places)
      expect((await fetch(`${session}/stream`)).status).toBe(429)
      expect((await fetch(`${view}/stream`)).status).toBe(429)
    },
  )
})

it.each(['ended', 'expired', 'shutdown'] as const)(
  'a viewer’s id dies with its session: %s',
  async (reason) => {
    const { url, id, viewerId, view, store } = await setUp()
    const viewer = await openSse(`${view}/stream`)
    await viewer.next('stream-open')
    await store.remove(id, reason)
    expect((await viewer.next('session-end')).data).toEqual({ session_id: viewerId, reason })
    await viewer.closed
    for (const path of ['', '/history', '/export', '/stream']) {
      const response = await request(url).get(`/session/${viewerId}${path}`)
      expect(problemSchema.parse(response.body)).toMatchObject({
        status: 404,
        detail: `Session ${viewerId} not found`,
      })
    }
    expect((await request(url).delete(`/session/${viewerId}/end`)).status).toBe(404)
  },
)

it.each(['history', 'export', 'stream'])(
  'a session that ends while a viewer asks for its %s is not found, by the id that was asked',
  async (path) => {
    const { url, viewerId } = await setUp({
      wrapStore: (store) => ({
        ...store,
        async find(anyId) {
          const found = await store.find(anyId)
          if (found?.role === 'viewer') await store.remove(found.session.id, 'ended')
          return found
        },
      }),
    })
    const response = await request(url).get(`/session/${viewerId}/${path}`)
    expect(problemSchema.parse(response.body)).toMatchObject({
      status: 404,
      detail: `Session ${viewerId} not found`,
    })
  },
)

it('shows a viewer the session’s id in no byte of anything that it gets', async () => {
  const { url, id, viewerId, view, session, say, store, voice } = await setUp({
    env: { PING_INTERVAL_S: '0.1', MAX_STREAMS_PER_SESSION: '2' },
  })
  const bytes: string[] = []
  const answer = async (response: Response) => {
    bytes.push(JSON.stringify([...response.headers]), await response.text())
    return response.status
  }
  const microphone = new WebSocket(`${url.replace('http', 'ws')}/session/${id}/audio`)
  onTestFinished(() => microphone.terminate())
  voice.onPush = () => [{ type: 'state', state: 'speaking', endSample: 0 }]
  await once(microphone, 'message')
  await say(2)
  // A whole stream: replay, live event, a change of what is heard, ping and end.
  const stream = await fetch(`${view}/stream?last_event_id=0`)
  const streamed = answer(stream)
  await say(1)
  microphone.send(Buffer.alloc(3_200))
  const watcher = await openSse(`${session}/stream`)
  await watcher.next('ping')
  const statuses = [
    await answer(await fetch(view)),
    await answer(await fetch(`${view}/history`)),
    await answer(await fetch(`${view}/export`)),
    await answer(await fetch(`${view}/share`, { method: 'POST' })),
    await answer(await fetch(`${view}/end`, { method: 'DELETE' })),
    await answer(await fetch(`${view}/stream`)),
    await answer(await fetch(`${view}/history?limit=x`)),
    await answer(await fetch(view, { method: 'PUT' })),
  ]
  await store.remove(id, 'ended')
  statuses.push(await streamed, await answer(await fetch(view)))
  expect(statuses).toEqual([200, 200, 200, 403, 403, 429, 422, 405, 200, 404])
  const all = bytes.join('\n')
  for (const part of ['stream-open', 'tone-event', 'speaking', 'ping', 'session-end'])
    expect(all).toContain(part)
  expect(all).toContain(viewerId)
  expect(all).not.toContain(id)
})
