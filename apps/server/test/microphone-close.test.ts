import { once } from 'node:events'
import { connect as connectTcp } from 'node:net'
import { audioCloseCode, maxFrameBytes } from '@undertone/shared'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createSystemClock, type Clock } from '../src/clock.ts'
import type { Found } from '../src/sessions/session-store.ts'
import { connectMicrophone, readyMicrophone } from './support/microphone-client.ts'
import { openSse } from './support/sse-client.ts'
import { startTestServer, type TestServerOptions } from './support/test-server.ts'

const tenthOfASecond = Buffer.alloc(3_200)

async function setUp(options: TestServerOptions = {}) {
  const server = await startTestServer(options)
  const id = await server.startSession()
  return { ...server, id }
}

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
    const { socket, closed } = await readyMicrophone(url, id)
    socket.send(data)
    expect(await closed).toBe(code)
  })

  it('with 1008 when it sends faster than anybody can speak', async () => {
    const { url, id } = await setUp()
    const { socket, closed } = await readyMicrophone(url, id)
    for (let n = 0; n < 40; n++) socket.send(tenthOfASecond)
    expect(await closed).toBe(audioCloseCode.aheadOfRealTime)
  })

  it('with 4404 where there is no session', async () => {
    const { url } = await setUp()
    expect(await connectMicrophone(url, 'nobody').closed).toBe(audioCloseCode.noSession)
  })

  it('with 4409 when another one takes over, which goes on', async () => {
    const { url, id, server, voice } = await setUp()
    const first = await readyMicrophone(url, id)
    const second = await readyMicrophone(url, id)
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
    for (let n = 0; n < 21; n++) codes.push(connectMicrophone(url, id).closed)
    expect(
      await Promise.any(
        codes.map(async (code) => ((await code) === audioCloseCode.tooMany ? true : Promise.reject())),
      ),
    ).toBe(true)
  })

  it('with 1011 when there is no classifier for it, and the session goes on', async () => {
    const { url, id, voice, store } = await setUp()
    voice.open = () => Promise.reject(new Error('no memory'))
    expect(await connectMicrophone(url, id).closed).toBe(1011)
    expect(await store.find(id)).not.toBeNull()
  })

  it('with 1000 when its session ends or expires', async () => {
    const { url, id, store } = await setUp()
    const { closed } = await readyMicrophone(url, id)
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
    expect(await connectMicrophone(url, id).closed).toBe(audioCloseCode.noSession)
    expect([voice.opened.size, server.counts().microphones]).toEqual([0, 0])
  })

  it('with 1001 when the server goes away', async () => {
    const { url, id, server } = await setUp()
    const { closed } = await readyMicrophone(url, id)
    await server.stop()
    expect(await closed).toBe(audioCloseCode.goingAway)
  })

  it('with 1001 when it comes while the server is going away', async () => {
    const { url, id, server } = await setUp({ env: { SHUTDOWN_GRACE_S: '5' } })
    const stopping = server.stop()
    expect(await connectMicrophone(url, id).closed).toBe(audioCloseCode.goingAway)
    await stopping
  })

  it('with 4403 for a foreign page, and not for its own', async () => {
    const { url, id } = await setUp()
    expect(await connectMicrophone(url, id, { origin: 'https://elsewhere.example' }).closed).toBe(
      audioCloseCode.forbidden,
    )
    expect(await connectMicrophone(url, id, { origin: 'null' }).closed).toBe(audioCloseCode.forbidden)
    expect(await connectMicrophone(url, id, { origin: url }).message()).toEqual({ type: 'ready' })
  })

  it('with 4403 for any page but that of PUBLIC_ORIGIN', async () => {
    const { url, id } = await setUp({ env: { PUBLIC_ORIGIN: 'https://undertone.example/' } })
    expect(await connectMicrophone(url, id, { origin: url }).closed).toBe(audioCloseCode.forbidden)
    expect(await connectMicrophone(url, id, { origin: 'https://undertone.example' }).message()).toEqual({
      type: 'ready',
    })
  })
})

describe('a phone that is gone without a word', () => {
  /** A microphone that says `hello`, and never anything again: it doesn't answer the closing of its socket either. */
  async function gone(url: string, id: string, hello: Buffer) {
    const socket = connectTcp({ port: Number(new URL(url).port), host: '127.0.0.1', allowHalfOpen: true })
    onTestFinished(() => void socket.destroy())
    socket.on('error', () => {})
    const handshake = `Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${'x'.repeat(22)}==`
    socket.write(`GET /session/${id}/audio HTTP/1.1\r\nHost: x\r\n${handshake}\r\n\r\n`)
    await once(socket, 'data')
    socket.write(hello)
  }

  /** A frame from a client, whose mask may be nothing. */
  const frame = (opcode: number, length: number) =>
    Buffer.concat([Buffer.from([0x80 | opcode, 0x80 | length]), Buffer.alloc(4 + length)])

  it.each([
    ['text', frame(1, 5)],
    ['an odd number of bytes', frame(2, 3)],
    ['a frame of no known kind', frame(7, 0)],
  ])('after %s has its classifier let go at once, and everyone is told', async (_, hello) => {
    const { url, id, voice } = await setUp()
    const client = await openSse(`${url}/session/${id}/stream`)
    await gone(url, id, hello)
    await expect.poll(() => voice.closed).toEqual([id])
    const states = []
    while (states.at(-1) !== 'mic_off') states.push((await client.next('speech-state')).data['state'])
  })

  it('is found out by two questions that it leaves without an answer, and one that answers is spared', async () => {
    const system = createSystemClock()
    let ask = () => {}
    const clock: Clock = {
      ...system,
      every(periodMs, task) {
        if (periodMs === 15_000) ask = task
        return system.every(periodMs, task)
      },
    }
    const { url, id, server, startSession } = await setUp({ clock })
    const dead = connectMicrophone(url, id, { autoPong: false })
    expect(await dead.message()).toEqual({ type: 'ready' })
    const living = await readyMicrophone(url, await startSession())
    const asked = [dead, living].map(({ socket }) => once(socket, 'ping'))
    ask()
    await Promise.all(asked)
    expect(server.counts().microphones).toBe(2)
    living.socket.ping()
    await once(living.socket, 'pong')
    const askedAgain = once(living.socket, 'ping')
    ask()
    expect(await dead.closed).toBe(1006)
    await askedAgain
    expect(server.counts().microphones).toBe(1)
  })
})

it('forgets how often the microphones of a session took over from each other once the session is over', async () => {
  let found: Found | null = null
  const { url, id, store } = await setUp({
    // A store that says of everything that it is there.
    wrapStore: (inner) => ({
      ...inner,
      async find(anyId) {
        found ??= await inner.find(anyId)
        return found
      },
      takeMicrophone: async (sessionId) =>
        (await inner.takeMicrophone(sessionId)) ?? { number: 99, voice: null },
    }),
  })
  for (let n = 0; n < 20; n++) await readyMicrophone(url, id)
  await store.remove(id, 'ended')
  await readyMicrophone(url, id)
})
