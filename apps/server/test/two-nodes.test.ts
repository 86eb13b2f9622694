import { audioCloseCode } from '@undertone/shared'
import { expect, it, onTestFinished } from 'vitest'
import { connectMicrophone, readyMicrophone } from './support/microphone-client.ts'
import { launchRedis } from './support/redis-process.ts'
import { shortTurn, voiceFrame } from './support/scripted-voice.ts'
import { openSse, type SseClient } from './support/sse-client.ts'
import { startTestServer } from './support/test-server.ts'
import { toneEvent } from './support/tone.ts'

const tenthOfASecond = Buffer.alloc(3_200)

/** Two nodes that share their sessions, and one session. */
async function setUp(settings: Record<string, string> = {}) {
  const redis = await launchRedis()
  onTestFinished(() => redis.remove())
  const env = { REDIS_URL: redis.url, SHUTDOWN_GRACE_S: '5', ...settings }
  const [a, b] = [await startTestServer({ env }), await startTestServer({ env })]
  return { a, b, id: await a.startSession() }
}

const idsOf = ({ events }: SseClient) => events.flatMap(({ id }) => (id === null ? [] : [Number(id)]))

it('resumes on one node after an id that was given out on the other, and goes on live without a seam', async () => {
  const { a, b, id } = await setUp()
  const event = toneEvent({ session_id: id })
  for (let n = 0; n < 5; n++) await a.store.append(id, event)
  const stream = await openSse(`${b.url}/session/${id}/stream`, { lastEventId: '2' })
  for (let n = 0; n < 5; n++) await (n % 2 ? a : b).store.append(id, event)
  expect((await stream.next('stream-open')).data).toMatchObject({ head: 5, resumed_from: 2, replayed: 3 })
  await expect.poll(() => idsOf(stream)).toEqual([3, 4, 5, 6, 7, 8, 9, 10])
})

it('hears on every node what the microphone on one brings', async () => {
  const { a, b, id } = await setUp()
  a.voice.onPush = () => shortTurn(voiceFrame())
  const streams = [
    await openSse(`${a.url}/session/${id}/stream`),
    await openSse(`${b.url}/session/${id}/stream`),
  ]
  for (const stream of streams) await stream.next('stream-open')
  const { socket } = await readyMicrophone(a.url, id)
  socket.send(tenthOfASecond)
  for (const stream of streams) {
    expect((await stream.next('speech-state')).data['state']).toBe('listening')
    expect((await stream.next('tone-event')).data['affect']).toBe('calm')
  }
  const late = await openSse(`${b.url}/session/${id}/stream`)
  expect((await late.next('speech-state')).data['state']).toBe('speaking')
})

it('gives the microphone to the newest, on whichever node it is, with what the one before it learnt', async () => {
  const { a, b, id } = await setUp()
  a.voice.learnt = { weight: 2.5, offsets: Float64Array.of(0.25, -1.5) }
  const first = await readyMicrophone(a.url, id)
  const second = await readyMicrophone(b.url, id)
  expect(await first.closed).toBe(audioCloseCode.takenOver)
  await expect.poll(() => [...a.voice.opened]).toEqual([])
  const stream = await openSse(`${a.url}/session/${id}/stream`)
  // The one that took over still listens, and nobody was told otherwise.
  expect((await stream.next('speech-state')).data['state']).toBe('listening')
  second.socket.close()
  expect((await stream.next('speech-state')).data['state']).toBe('mic_off')
  b.voice.learnt = { weight: 3, offsets: Float64Array.of(1, 2) }
  const third = await readyMicrophone(b.url, id)
  third.socket.close()
  await expect.poll(() => b.voice.closed.length).toBe(2)
  await expect
    .poll(async () => {
      const { socket } = await readyMicrophone(a.url, id)
      socket.close()
      return a.voice.told.at(-1)
    })
    .toEqual(b.voice.learnt)
})

it('leaves one microphone where two nodes are given one at the same moment', async () => {
  const { a, b, id } = await setUp()
  for (let round = 0; round < 8; round++) {
    const both = [connectMicrophone(a.url, id), connectMicrophone(b.url, id)]
    const code = await Promise.race(both.map(({ closed }) => closed))
    expect(code).toBe(audioCloseCode.takenOver)
    await expect.poll(() => a.server.counts().microphones + b.server.counts().microphones).toBe(1)
    for (const { socket } of both) socket.close()
    await expect.poll(() => a.server.counts().microphones + b.server.counts().microphones).toBe(0)
  }
})

it('closes streams and microphone on all nodes when a session is ended on one', async () => {
  const { a, b, id } = await setUp()
  const stream = await openSse(`${a.url}/session/${id}/stream`)
  await stream.next('stream-open')
  const microphone = await readyMicrophone(a.url, id)
  expect((await fetch(`${b.url}/session/${id}/end`, { method: 'DELETE' })).status).toBe(200)
  expect((await stream.next('session-end')).data).toEqual({ session_id: id, reason: 'ended' })
  await stream.closed
  expect(await microphone.closed).toBe(audioCloseCode.sessionOver)
  expect((await fetch(`${a.url}/session/${id}/end`, { method: 'DELETE' })).status).toBe(404)
  expect(a.server.counts()).toEqual({ streams: 0, microphones: 0 })
  await expect.poll(() => [...a.voice.opened]).toEqual([])
})

it('closes the microphone wherever it is when a session expires, whichever node sweeps', async () => {
  const { a, b, id } = await setUp({ SESSION_IDLE_TTL_S: '3600' })
  const microphone = await readyMicrophone(a.url, id)
  const short = await b.store.create({ elcor: false, idleTtlMs: 0 })
  const other = await readyMicrophone(a.url, short.id)
  expect(await b.server.reaper.sweep()).toBe(1)
  expect(await other.closed).toBe(audioCloseCode.sessionOver)
  expect(microphone.socket.readyState).toBe(microphone.socket.OPEN)
  await expect.poll(() => [...a.voice.opened]).toEqual([id])
})

it('loses nothing when a node goes in order: its session lives on, and is resumed on the other', async () => {
  const { a, b, id } = await setUp()
  a.voice.learnt = { weight: 1, offsets: Float64Array.of(0.5) }
  const stream = await openSse(`${a.url}/session/${id}/stream`)
  await stream.next('stream-open')
  const microphone = await readyMicrophone(a.url, id)
  a.voice.onPush = () => shortTurn(voiceFrame())
  microphone.socket.send(tenthOfASecond)
  await stream.next('tone-event')
  await a.server.stop()
  expect((await stream.next('session-end')).data).toEqual({ session_id: id, reason: 'shutdown' })
  expect(await microphone.closed).toBe(audioCloseCode.goingAway)
  expect(await b.store.find(id)).toMatchObject({ session: { subscribers: 0 } })
  await b.store.append(id, toneEvent({ session_id: id }))
  const resumed = await openSse(`${b.url}/session/${id}/stream`, { lastEventId: '1' })
  expect((await resumed.next('tone-event')).id).toBe('2')
  expect((await resumed.next('speech-state')).data['state']).toBe('mic_off')
  await readyMicrophone(b.url, id)
  expect(b.voice.told).toEqual([a.voice.learnt])
})

it('shows viewers nothing but their own id, on whichever node they watch', async () => {
  const { a, b, id } = await setUp()
  const viewerId = await a.store.share(id)
  const viewer = await openSse(`${b.url}/session/${viewerId}/stream`)
  expect((await viewer.next('stream-open')).data['session_id']).toBe(viewerId)
  await a.store.append(id, toneEvent({ session_id: id }))
  expect((await viewer.next('tone-event')).data['session_id']).toBe(viewerId)
  expect((await fetch(`${b.url}/session/${viewerId}/end`, { method: 'DELETE' })).status).toBe(403)
  await a.store.remove(id, 'ended')
  expect((await viewer.next('session-end')).data['session_id']).toBe(viewerId)
  expect(JSON.stringify(viewer.events)).not.toContain(id)
})
