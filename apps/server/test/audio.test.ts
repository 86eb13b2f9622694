import { once } from 'node:events'
import { connect as connectTcp } from 'node:net'
import { audioCloseCode, maxFrameBytes } from '@undertone/shared'
import { describe, expect, it, onTestFinished } from 'vitest'
import { WebSocket, type ClientOptions } from 'ws'
import { createSystemClock } from '../src/clock.ts'
import { voiceFrame } from './support/scripted-voice.ts'
import { openSse } from './support/sse-client.ts'
import { startTestServer, type TestServerOptions } from './support/test-server.ts'

const tenthOfASecond = Buffer.alloc(3_200)

function connect(url: string, id: string, options: ClientOptions = {}) {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/session/${id}/audio`, options)
  onTestFinished(() => socket.terminate())
  const closed = once(socket, 'close').then(([code]) => Number(code))
  const message = async () => JSON.parse(String((await once(socket, 'message'))[0]))
  return { socket, closed, message }
}

async function setUp(options: TestServerOptions = {}) {
  const server = await startTestServer(options)
  const id = await server.startSession()
  return { ...server, id }
}

/** A microphone that was told to go ahead. */
async function ready(url: string, id: string) {
  const microphone = connect(url, id)
  expect(await microphone.message()).toEqual({ type: 'ready' })
  return microphone
}

describe('what is said', () => {
  it('comes out as tone events with ids, and is in the history', async () => {
    const { url, id, voice, store } = await setUp()
    const client = await openSse(`${url}/session/${id}/stream`)
    voice.onPush = (samples) => [
      { type: 'frame', frame: voiceFrame({ endSample: samples.length, affect: 'happy' }) },
    ]
    const { socket } = await ready(url, id)
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
    const { socket } = await ready(url, id)
    socket.send(Buffer.from(Int16Array.of(1, -2, 32_767, -32_768).buffer))
    await expect.poll(() => heard).toEqual([1, -2, 32_767, -32_768])
  })

  it('is timed by when it was heard', async () => {
    const { url, id, voice } = await setUp()
    const client = await openSse(`${url}/session/${id}/stream`)
    // The speech ended half a second before the end of what was pushed.
    voice.onPush = (samples) => [{ type: 'frame', frame: voiceFrame({ endSample: samples.length - 8_000 }) }]
    const { socket } = await ready(url, id)
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
    voice.onPush = (samples) => [
      { type: 'frame', frame: voiceFrame({ endSample: samples.length * ++pushes }) },
    ]
    let pushes = 0
    const { socket } = await ready(url, id)
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
    const { socket } = await ready(url, id)
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
    await ready(url, id)
    const client = await openSse(`${url}/session/${id}/stream`)
    expect((await client.next('speech-state')).data).toMatchObject({ state: 'listening' })
  })
})

describe('a microphone is closed', () => {
  it.each([
    ['with 1003 for text', 'hello', audioCloseCode.textFrame],
    ['with 1007 for an odd number of bytes', Buffer.alloc(3), audioCloseCode.oddBytes],
    [
      'with 1009 for a frame that is too large',
      Buffer.alloc(maxFrameBytes + 2),
      audioCloseCode.frameTooLarge,
    ],
  ])('%s', async (_, data, code) => {
    const { url, id } = await setUp()
    const { socket, closed } = await ready(url, id)
    socket.send(data)
    expect(await closed).toBe(code)
  })

  it('with 1008 when it sends faster than anybody can speak', async () => {
    const { url, id } = await setUp()
    const { socket, closed } = await ready(url, id)
    for (let n = 0; n < 40; n++) socket.send(tenthOfASecond)
    expect(await closed).toBe(audioCloseCode.aheadOfRealTime)
  })

  it('with 4404 where there is no session', async () => {
    const { url } = await setUp()
    expect(await connect(url, 'nobody').closed).toBe(audioCloseCode.noSession)
  })

  it('with 4409 when another one takes over, which goes on', async () => {
    const { url, id, server, voice } = await setUp()
    const first = await ready(url, id)
    const second = await ready(url, id)
    expect(await first.closed).toBe(audioCloseCode.takenOver)
    let heard = 0
    voice.onPush = () => {
      heard++
      return []
    }
    second.socket.send(tenthOfASecond)
    await expect.poll(() => heard).toBe(1)
    expect(server.counts().microphones).toBe(1)
  })

  it('with 4429 when microphones take over from each other without end', async () => {
    const { url, id } = await setUp()
    const codes: Promise<number>[] = []
    for (let n = 0; n < 21; n++) codes.push(connect(url, id).closed)
    expect(
      await Promise.any(
        codes.map(async (code) => ((await code) === audioCloseCode.tooMany ? true : Promise.reject())),
      ),
    ).toBe(true)
  })

  it('with 1011 when there is no classifier for it, and the session goes on', async () => {
    const { url, id, voice, store } = await setUp()
    voice.open = () => Promise.reject(new Error('no memory'))
    expect(await connect(url, id).closed).toBe(1011)
    expect(await store.find(id)).not.toBeNull()
  })

  it('with 1000 when its session ends or expires', async () => {
    const { url, id, store } = await setUp()
    const { closed } = await ready(url, id)
    await store.remove(id, 'expired')
    expect(await closed).toBe(audioCloseCode.sessionOver)
  })

  it('with 4404 when its session ends while the store still says that it is there, and nothing is kept for it', async () => {
    const { url, id, voice, server } = await setUp({
      wrapStore: (store) => ({
        ...store,
        async find(anyId) {
          const found = await store.find(anyId)
          await store.remove(anyId, 'ended')
          return found
        },
      }),
    })
    expect(await connect(url, id).closed).toBe(audioCloseCode.noSession)
    expect([voice.opened.size, server.counts().microphones]).toEqual([0, 0])
  })

  it('with 1001 when the server goes away', async () => {
    const { url, id, server } = await setUp()
    const { closed } = await ready(url, id)
    await server.stop()
    expect(await closed).toBe(audioCloseCode.goingAway)
  })

  it('with 1001 when it comes while the server is going away', async () => {
    const { url, id, server } = await setUp({ env: { SHUTDOWN_GRACE_S: '5' } })
    const stopping = server.stop()
    expect(await connect(url, id).closed).toBe(audioCloseCode.goingAway)
    await stopping
  })

  it('with 4403 for a foreign page, and not for its own', async () => {
    const { url, id } = await setUp()
    expect(await connect(url, id, { origin: 'https://elsewhere.example' }).closed).toBe(
      audioCloseCode.forbidden,
    )
    expect(await connect(url, id, { origin: 'null' }).closed).toBe(audioCloseCode.forbidden)
    expect(await connect(url, id, { origin: url }).message()).toEqual({ type: 'ready' })
  })

  it('with 4403 for any page but that of PUBLIC_ORIGIN', async () => {
    const { url, id } = await setUp({ env: { PUBLIC_ORIGIN: 'https://undertone.example/' } })
    expect(await connect(url, id, { origin: url }).closed).toBe(audioCloseCode.forbidden)
    expect(await connect(url, id, { origin: 'https://undertone.example' }).message()).toEqual({
      type: 'ready',
    })
  })
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
  const { socket } = await ready(url, id)
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
  const { socket, message } = await ready(url, id)
  const lag = message()
  for (let n = 0; n < 8; n++) socket.send(tenthOfASecond)
  expect(await lag).toEqual({ type: 'lag', ms: expect.any(Number) })
  goOn()
})

it('does not keep a session alive that nobody watches', async () => {
  const { url, id } = await setUp({ env: { SESSION_IDLE_TTL_S: '0.2' } })
  const { closed } = await ready(url, id)
  expect(await closed).toBe(audioCloseCode.sessionOver)
})
