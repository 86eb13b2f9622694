import { once } from 'node:events'
import { connect as connectTcp } from 'node:net'
import { audioCloseCode, maxFrameBytes } from '@undertone/shared'
import { describe, expect, it, onTestFinished } from 'vitest'
import { WebSocket } from 'ws'
import { createSystemClock } from '../src/clock.ts'
import { readyMicrophone } from './support/microphone-client.ts'
import { shortTurn, voiceFrame } from './support/scripted-voice.ts'
import { openSse } from './support/sse-client.ts'
import { startTestServer, type TestServerOptions } from './support/test-server.ts'

const tenthOfASecond = Buffer.alloc(3_200)

async function setUp(options: TestServerOptions = {}) {
  const server = await startTestServer(options)
  const id = await server.startSession()
  return { ...server, id }
}

describe('what is said', () => {
  it('comes out as tone events with ids, and is in the history', async () => {
    const { url, id, voice, store } = await setUp()
    const client = await openSse(`${url}/session/${id}/stream`)
    voice.onPush = (samples) => shortTurn(voiceFrame({ endSample: samples.length, affect: 'happy' }))
    const { socket } = await readyMicrophone(url, id)
    socket.send(tenthOfASecond)
    socket.send(tenthOfASecond)
    expect(await client.next('tone-event')).toMatchObject({
      id: '1',
      data: { affect: 'happy', session_id: id },
    })
    expect(await client.next('tone-event')).toMatchObject({ id: '2' })
    expect(await store.history(id)).toMatchObject({ head: 2 })
  })

  it('reaches the classifier as the samples that were sent', async () => {
    const { url, id, voice } = await setUp()
    const heard: number[] = []
    voice.onPush = (samples) => {
      heard.push(...samples)
      return []
    }
    const { socket } = await readyMicrophone(url, id)
    const sent = Array.from({ length: 200 }, () => [1, -2, 32_767, -32_768]).flat()
    socket.send(Buffer.from(Int16Array.from(sent).buffer))
    await expect.poll(() => heard).toEqual(sent)
  })

  it('is timed by when it was heard', async () => {
    const { url, id, voice } = await setUp()
    const client = await openSse(`${url}/session/${id}/stream`)
    // The speech ended half a second before the end of what was pushed.
    voice.onPush = (samples) => [{ type: 'frame', frame: voiceFrame({ endSample: samples.length - 8_000 }) }]
    const { socket } = await readyMicrophone(url, id)
    const opened = await fetch(`${url}/session/${id}`)
    expect(opened.status).toBe(200)
    await new Promise((resolve) => setTimeout(resolve, 700))
    socket.send(Buffer.alloc(32_000))
    const { data } = await client.next('tone-event')
    expect(Number(data['timestamp'])).toBeGreaterThan(0.1)
  })

  it('is timed by when it was heard, though a stalled network brings it late and all at once', async () => {
    const system = createSystemClock()
    let passedMs = 0
    const clock = { ...system, nowMs: () => system.nowMs() + passedMs }
    const { url, id, voice, store } = await setUp({ clock })
    voice.onPush = (samples) => shortTurn(voiceFrame({ endSample: samples.length * ++pushes }))
    let pushes = 0
    const { socket } = await readyMicrophone(url, id)
    socket.send(tenthOfASecond)
    await expect.poll(() => store.history(id)).toMatchObject({ head: 1 })
    // Five seconds pass, and then what was said in them comes.
    passedMs = 5_000
    for (let n = 0; n < 50; n++) socket.send(tenthOfASecond)
    await expect.poll(() => store.history(id)).toMatchObject({ head: 51 })
    const { events = [] } = (await store.history(id)) ?? {}
    const times = events.map(({ event }) => event.timestamp)
    const firstS = times[0] ?? NaN
    const spread = times.map((timestamp, n) => Math.abs(timestamp - firstS - n / 10))
    expect(Math.max(...spread)).toBeLessThan(0.002)
  })

  it('tells what the microphone hears, each state once', async () => {
    const { url, id, voice } = await setUp()
    const client = await openSse(`${url}/session/${id}/stream`)
    voice.onPush = () => [{ type: 'state', state: 'speaking', endSample: 0 }]
    const { socket } = await readyMicrophone(url, id)
    socket.send(tenthOfASecond)
    socket.send(tenthOfASecond)
    await expect.poll(() => client.events.filter(({ data }) => data['state'] === 'speaking').length).toBe(1)
    socket.close()
    const states = []
    while (states.at(-1) !== 'mic_off') states.push((await client.next('speech-state')).data['state'])
    expect(states).toEqual(['listening', 'speaking', 'mic_off'])
  })

  it('tells a latecomer the state that holds now', async () => {
    const { url, id } = await setUp()
    await readyMicrophone(url, id)
    const client = await openSse(`${url}/session/${id}/stream`)
    expect((await client.next('speech-state')).data).toMatchObject({ state: 'listening' })
  })
})

it('takes an id in a path for the same, however it is escaped', async () => {
  const { url, id } = await setUp()
  const escaped = [...id].map((character) => `%${character.charCodeAt(0).toString(16)}`).join('')
  await readyMicrophone(url, escaped)
})

it('answers an address that cannot be unescaped as one that leads nowhere', async () => {
  const { url } = await setUp()
  const socket = new WebSocket(`${url.replace('http', 'ws')}/session/%zz/audio`)
  const [error] = await once(socket, 'error')
  expect(String(error)).toContain('404')
})

it('takes no upgrade anywhere else', async () => {
  const { url } = await setUp()
  const socket = new WebSocket(`${url.replace('http', 'ws')}/session/x/stream`)
  const [error] = await once(socket, 'error')
  expect(String(error)).toContain('404')
})

it('closes a refused upgrade on its own side too', async () => {
  const { url } = await setUp()
  const socket = connectTcp({ port: Number(new URL(url).port), host: '127.0.0.1', allowHalfOpen: true })
  onTestFinished(() => void socket.destroy())
  socket.resume()
  socket.on('error', () => {})
  socket.write('GET /nope HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n')
  await once(socket, 'end')
  // The other side is gone for good: what is written now is answered with a reset.
  const reset = new Promise((resolve) => socket.once('close', resolve))
  const writing = setInterval(() => socket.write('x'), 20)
  await reset
  clearInterval(writing)
})

it('says nothing of a lag while nothing is behind', async () => {
  const { url, id } = await setUp()
  const { socket } = await readyMicrophone(url, id)
  const told: unknown[] = []
  socket.on('message', (data) => told.push(data))
  socket.send(Buffer.alloc(maxFrameBytes))
  socket.ping()
  await once(socket, 'pong')
  expect(told).toEqual([])
})

it('says how far behind the classifier is', async () => {
  const { url, id, voice } = await setUp()
  let goOn = () => {}
  const held = new Promise<void>((resolve) => (goOn = resolve))
  voice.onPush = async () => {
    await held
    return []
  }
  const { socket, message } = await readyMicrophone(url, id)
  const lag = message()
  for (let n = 0; n < 8; n++) socket.send(tenthOfASecond)
  expect(await lag).toEqual({ type: 'lag', ms: expect.any(Number) })
  goOn()
})

it('does not keep a session alive that nobody watches', async () => {
  const { url, id } = await setUp({ env: { SESSION_IDLE_TTL_S: '0.2' } })
  const { closed } = await readyMicrophone(url, id)
  expect(await closed).toBe(audioCloseCode.sessionOver)
})
