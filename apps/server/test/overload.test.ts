import { once } from 'node:events'
import { problemSchema, shareSchema } from '@undertone/shared'
import { describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { createBusyClock } from './support/busy-clock.ts'
import { connectMicrophone, readyMicrophone } from './support/microphone-client.ts'
import { shortTurn, voiceFrame } from './support/scripted-voice.ts'
import { sampleOf, scrape } from './support/process/server-process.ts'
import { openSse } from './support/sse-client.ts'
import { startTestServer } from './support/test-server.ts'
import { toneEvent } from './support/tone.ts'

/** Late for long enough. */
const [manyLooks, lateMs] = [15, 1_000]

async function setUp() {
  const clock = createBusyClock()
  const server = await startTestServer({ clock })
  const id = await server.startSession()
  const { url, startSession } = server
  const shared = await fetch(`${url}/session/${id}/share`, { method: 'POST' })
  const { viewer_id: viewerId } = shareSchema.parse(await shared.json())
  const start = () => fetch(`${url}/session/start`, { method: 'POST' })
  return { ...server, clock, id, otherId: await startSession(), viewerId, start }
}

async function expectAtCapacity(response: Response): Promise<void> {
  expect(response.status).toBe(503)
  expect(Number(response.headers.get('Retry-After'))).toBeGreaterThan(0)
  expect(problemSchema.parse(await response.json()).code).toBe('at_capacity')
}

/** What a handshake that comes to nothing is answered. */
async function refusedMicrophone(url: string, id: string) {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/session/${id}/audio`)
  const [, { statusCode, headers }] = await once(socket, 'unexpected-response')
  socket.on('error', () => {})
  socket.terminate()
  return { status: statusCode, retryAfter: headers['retry-after'] }
}

describe('under more than it can hold', () => {
  it('sends new sessions away, until there is room again', async () => {
    const { clock, url, start } = await setUp()
    clock.pass(manyLooks, lateMs)
    await expectAtCapacity(await start())
    clock.pass(manyLooks, 0)
    expect((await start()).status).toBe(200)
    expect(sampleOf(await scrape(url), 'undertone_newcomers_sent_away_total')).toBe(1)
  })

  it('sends viewers away who come new, and goes on with those who come back', async () => {
    const { clock, url, viewerId } = await setUp()
    clock.pass(manyLooks, lateMs)
    await expectAtCapacity(await fetch(`${url}/session/${viewerId}/stream`))
    await expectAtCapacity(await fetch(`${url}/session/${viewerId}/stream?last_event_id=0`))
    const back = await openSse(`${url}/session/${viewerId}/stream`, { lastEventId: '1' })
    expect(await back.next('stream-open')).toBeTruthy()
  })

  it('replays to a hundred owners who come back at once', async () => {
    const { clock, url, startSession, store } = await setUp()
    const ids = await Promise.all(Array.from({ length: 100 }, () => startSession()))
    await Promise.all(ids.map((id) => store.append(id, toneEvent({ session_id: id }))))
    clock.pass(manyLooks, lateMs)
    const back = await Promise.all(ids.map((id) => openSse(`${url}/session/${id}/stream?last_event_id=0`)))
    const replayed = await Promise.all(back.map((stream) => stream.next('tone-event')))
    expect(replayed.map(({ data }) => data['session_id'])).toEqual(ids)
  })

  it('still says of a session that is gone that it is gone', async () => {
    const { clock, url, viewerId, id } = await setUp()
    await fetch(`${url}/session/${id}/end`, { method: 'DELETE' })
    clock.pass(manyLooks, lateMs)
    expect((await fetch(`${url}/session/${viewerId}/stream`)).status).toBe(404)
    const { socket } = connectMicrophone(url, id)
    await once(socket, 'open')
  })

  it('tells a new microphone so in HTTP, before it is one', async () => {
    const { clock, url, otherId, server } = await setUp()
    clock.pass(manyLooks, lateMs)
    expect(await refusedMicrophone(url, otherId)).toEqual({ status: 503, retryAfter: '5' })
    expect(server.counts().microphones).toBe(0)
    clock.pass(manyLooks, 0)
    await readyMicrophone(url, otherId)
  })

  it('goes on with who speaks, who comes back to speak, and who takes over', async () => {
    const { clock, url, id, voice } = await setUp()
    voice.onPush = (samples) => shortTurn(voiceFrame({ endSample: samples.length }))
    const speaker = await readyMicrophone(url, id)
    clock.pass(manyLooks, lateMs)
    const stream = await openSse(`${url}/session/${id}/stream`)
    speaker.socket.send(Buffer.alloc(3_200))
    expect(await stream.next('tone-event')).toMatchObject({ id: '1' })
    await readyMicrophone(url, id)
    expect(await speaker.closed).toBe(4409)
  })

  it('goes on with who dropped out for a moment', async () => {
    const { clock, url, id, server } = await setUp()
    const { socket } = await readyMicrophone(url, id)
    socket.terminate()
    await expect.poll(() => server.counts().microphones).toBe(0)
    clock.pass(manyLooks, lateMs)
    await readyMicrophone(url, id)
  })

  it('sends away who would speak, and nobody else, while the classifiers have no time', async () => {
    const { clock, url, voice, otherId, viewerId, start } = await setUp()
    voice.workedMs = () => clock.nowMs()
    clock.pass(10, 0)
    await expectAtCapacity(await start())
    expect(await refusedMicrophone(url, otherId)).toMatchObject({ status: 503 })
    expect((await openSse(`${url}/session/${viewerId}/stream`)).response.status).toBe(200)
  })
})
