import { historySchema, problemSchema } from '@undertone/shared'
import { describe, expect, it, onTestFinished } from 'vitest'
import { connectMicrophone, readyMicrophone } from './support/microphone-client.ts'
import { launchRedis, type RedisProcess, type RedisProcessOptions } from './support/redis-process.ts'
import { shortTurn, voiceFrame } from './support/scripted-voice.ts'
import { openSse } from './support/sse-client.ts'
import { startTestServer, type TestServer } from './support/test-server.ts'
import { toneEvent } from './support/tone.ts'

const tenthOfASecond = Buffer.alloc(3_200)

async function setUp(options: RedisProcessOptions = {}, nodes = 1) {
  const redis = await launchRedis(options)
  onTestFinished(() => redis.remove())
  const env = { REDIS_URL: redis.url, PING_INTERVAL_S: '0.2', SHUTDOWN_GRACE_S: '5' }
  const servers: TestServer[] = []
  for (let n = 0; n < nodes; n++) servers.push(await startTestServer({ env }))
  const [first] = servers
  if (!first) throw new Error('There must be a node')
  const id = await first.startSession()
  return { redis, servers, ...first, id }
}

/** A stream that is sure to be open. */
async function watch(url: string, id: string, query = '') {
  const stream = await openSse(`${url}/session/${id}/stream`, { query })
  await stream.next('stream-open')
  return stream
}

async function expectUnavailable(url: string, init: RequestInit = {}): Promise<void> {
  const response = await fetch(url, init)
  const problem = problemSchema.parse(await response.json())
  expect([response.status, problem.code, response.headers.get('Retry-After')]).toEqual([
    503,
    'store_unavailable',
    '2',
  ])
}

async function isReady(url: string): Promise<boolean> {
  return (await fetch(`${url}/ready`)).status === 200
}

const goneOrHanging = [
  ['is gone', (redis: RedisProcess) => redis.kill('SIGKILL'), (redis: RedisProcess) => redis.start()],
  [
    'hangs, and closes nothing',
    async (redis: RedisProcess) => redis.freeze(),
    async (redis: RedisProcess) => redis.thaw(),
  ],
] as const

describe.each(goneOrHanging)('while Redis %s', (_, goAway, comeBack) => {
  it('new calls are 503 and may be made again; the process lives, and says that it isn’t ready', async () => {
    const { redis, url, id } = await setUp({ persistent: true })
    await goAway(redis)
    await expect.poll(() => isReady(url), { timeout: 10_000 }).toBe(false)
    await expectUnavailable(`${url}/session/start`, { method: 'POST' })
    await expectUnavailable(`${url}/session/${id}`)
    await expectUnavailable(`${url}/session/${id}/stream`)
    await expectUnavailable(`${url}/session/${id}/history`)
    await expectUnavailable(`${url}/session/${id}/share`, { method: 'POST' })
    await expectUnavailable(`${url}/session/${id}/end`, { method: 'DELETE' })
    await expectUnavailable(`${url}/ready`)
    expect((await fetch(`${url}/health`)).status).toBe(200)
    await comeBack(redis)
    await expect.poll(() => isReady(url), { timeout: 10_000 }).toBe(true)
    expect((await fetch(`${url}/session/${id}`)).status).toBe(200)
  })

  it('streams stay, and are pinged; what is said meanwhile is heard afterwards, each once and in order', async () => {
    const { redis, url, id, voice, servers } = await setUp({ persistent: true }, 2)
    const here = await watch(url, id)
    const there = await watch(servers[1]?.url ?? '', id)
    const microphone = await readyMicrophone(url, id)
    let said = 0
    voice.onPush = () =>
      shortTurn(voiceFrame({ arousal: said++ % 2 ? 0.9 : -0.9, affect: said % 2 ? 'angry' : 'sad' }))
    const speak = async (times: number) => {
      const untilSaid = said + times
      for (let n = 0; n < times; n++) microphone.socket.send(tenthOfASecond)
      await expect.poll(() => said).toBe(untilSaid)
    }
    await speak(2)
    await there.next('tone-event')
    await goAway(redis)
    await expect.poll(() => isReady(url), { timeout: 10_000 }).toBe(false)
    await speak(5)
    const pings = [here, there].map(({ events }) => events.length)
    await Promise.all([here.next('ping'), there.next('ping')])
    await comeBack(redis)
    await expect.poll(() => isReady(url), { timeout: 10_000 }).toBe(true)
    await speak(1)
    const ids = ({ events }: typeof here) =>
      events.flatMap(({ id: eventId }) => (eventId === null ? [] : [eventId]))
    const head = async () =>
      historySchema.parse(await (await fetch(`${url}/session/${id}/history`)).json()).head
    await expect.poll(head, { timeout: 10_000 }).toBe(8)
    const all = ['1', '2', '3', '4', '5', '6', '7', '8']
    await expect.poll(() => [ids(here), ids(there)], { timeout: 10_000 }).toEqual([all, all])
    expect(
      [here, there].flatMap(({ events }) => events.filter(({ name }) => name === 'session-end')),
    ).toEqual([])
    expect(pings.every((count) => count > 0)).toBe(true)
    expect(microphone.socket.readyState).toBe(microphone.socket.OPEN)
  })

  it('a microphone is refused in HTTP, and may be tried again', async () => {
    const { redis, url, id } = await setUp({ persistent: true })
    await goAway(redis)
    await expect.poll(() => isReady(url), { timeout: 10_000 }).toBe(false)
    const { socket, closed } = connectMicrophone(url, id)
    closed.catch(() => {})
    const answer = await new Promise((resolve) =>
      socket.once('unexpected-response', (_req, res) => resolve(res.statusCode)),
    )
    expect(answer).toBe(503)
    await comeBack(redis)
  })

  it('the server stops within its grace', async () => {
    const { redis, url, id, server } = await setUp({ persistent: true })
    const stream = await watch(url, id)
    await goAway(redis)
    await expect.poll(() => isReady(url), { timeout: 10_000 }).toBe(false)
    await server.stop()
    expect((await stream.next('session-end')).data['reason']).toBe('shutdown')
    await comeBack(redis)
  })
})

it('says by a gap what was let go, where more was said than can be kept while Redis was away', async () => {
  const { redis, url, id, store } = await setUp({ persistent: true })
  const stream = await watch(url, id)
  await store.append(id, toneEvent({ session_id: id }))
  await stream.next('tone-event')
  await redis.kill('SIGKILL')
  await expect.poll(() => isReady(url)).toBe(false)
  const kept = Array.from({ length: 900 }, () => store.append(id, toneEvent({ session_id: id })))
  await redis.start()
  const stored = await Promise.all(kept)
  const lost = stored.filter((tone) => tone === null).length
  expect(lost).toBeGreaterThan(0)
  // Whoever watches comes back, and is told by the ids.
  await stream.closed
  const resumed = await openSse(`${url}/session/${id}/stream`, { query: '?last_event_id=1' })
  const { data } = await resumed.next('stream-open')
  expect(data).toMatchObject({
    head: 901,
    resumed_from: 1,
    replayed: 900 - lost,
    missed: { from: 2, to: 1 + lost },
  })
})

it('tells calmly that sessions are gone when Redis comes back empty', async () => {
  const { redis, url, id } = await setUp()
  const stream = await watch(url, id)
  const microphone = await readyMicrophone(url, id)
  await redis.kill('SIGKILL')
  await expect.poll(() => isReady(url)).toBe(false)
  await redis.start()
  expect((await stream.next('session-end')).data['reason']).toBe('expired')
  expect(await microphone.closed).toBe(1000)
  const answer = await fetch(`${url}/session/${id}`)
  expect([answer.status, problemSchema.parse(await answer.json()).detail]).toEqual([
    404,
    `Session ${id} not found`,
  ])
})

it('sends everybody back to resume by id where Redis was restored from an older state, and counts anew from there', async () => {
  const { redis, url, id, store } = await setUp()
  const stream = await watch(url, id)
  const say = () => store.append(id, toneEvent({ session_id: id }))
  await say()
  await redis.save()
  for (let n = 0; n < 3; n++) await say()
  for (let n = 0; n < 4; n++) await stream.next('tone-event')
  await redis.kill('SIGKILL')
  await redis.start()
  await stream.closed
  expect(stream.events.some(({ name }) => name === 'session-end')).toBe(false)
  const resumed = await openSse(`${url}/session/${id}/stream`, { query: '?last_event_id=4' })
  expect((await resumed.next('stream-open')).data).toMatchObject({
    head: 1,
    resumed_from: null,
    missed: null,
  })
  await say()
  expect((await resumed.next('tone-event')).id).toBe('2')
})

it('serves as soon as Redis is there, where it was away at the start', async () => {
  const { redis } = await setUp()
  await redis.kill()
  const { url, startSession } = await startTestServer({ env: { REDIS_URL: redis.url } })
  await expectUnavailable(`${url}/ready`)
  await redis.start()
  await expect.poll(() => isReady(url), { timeout: 10_000 }).toBe(true)
  expect(await startSession()).toMatch(/^[\w-]{22}$/)
})

it('loses nothing of what was said before a stop, though Redis is away at that moment', async () => {
  const { redis, url, id, server, store, servers } = await setUp({ persistent: true }, 2)
  await redis.kill('SIGKILL')
  await expect.poll(() => isReady(url)).toBe(false)
  const said = [1, 2, 3].map((timestamp) => store.append(id, toneEvent({ session_id: id, timestamp })))
  const stopped = server.stop()
  await redis.start()
  await stopped
  expect((await Promise.all(said)).map((tone) => tone?.id)).toEqual([1, 2, 3])
  await expect.poll(() => isReady(servers[1]?.url ?? ''), { timeout: 5_000 }).toBe(true)
  expect((await servers[1]?.store.history(id))?.head).toBe(3)
})

it('answers everybody who reads a long history at once', async () => {
  const { url, id, store } = await setUp()
  const text = 'With mounting tension, as of somebody who has waited for a long time:'
  for (let n = 0; n < 4; n++)
    await Promise.all(
      Array.from({ length: 256 }, () => store.append(id, toneEvent({ session_id: id, subtext: text }))),
    )
  const statuses = await Promise.all(
    Array.from({ length: 150 }, async () => {
      const response = await fetch(`${url}/session/${id}/history`)
      await response.arrayBuffer()
      return response.status
    }),
  )
  expect(new Set(statuses)).toEqual(new Set([200]))
})
