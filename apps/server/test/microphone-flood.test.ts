import { once } from 'node:events'
import { audioCloseCode } from '@undertone/shared'
import { expect, it } from 'vitest'
import { createSystemClock, type Clock } from '../src/clock.ts'
import { dial } from './support/dial.ts'
import { readyMicrophone } from './support/microphone-client.ts'
import { startTestServer } from './support/test-server.ts'

const handshake =
  'Host: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n'

it.each([
  ['send', [audioCloseCode.tooMany]],
  ['pong', [audioCloseCode.tooMany]],
  // Where the answers back up it is cut without a word.
  ['ping', [audioCloseCode.tooMany, 1006]],
] as const)(
  'closes who floods it with nothing (%s), and hears the one beside as ever',
  async (kind, codes) => {
    const { url, voice, startSession } = await startTestServer()
    let heard = 0
    voice.onPush = () => {
      heard++
      return []
    }
    const good = await readyMicrophone(url, await startSession())
    const flooding = await readyMicrophone(url, await startSession())
    for (let n = 0; n < 5_000; n++) flooding.socket[kind](Buffer.alloc(0))
    expect(codes).toContain(await flooding.closed)
    for (let n = 0; n < 10; n++) good.socket.send(Buffer.alloc(3_200))
    await expect.poll(() => heard).toBe(10)
    expect(good.socket.readyState).toBe(good.socket.OPEN)
  },
)

it('hands the classifier what comes in frames of a millisecond in few pieces, and all of it', async () => {
  const { url, voice, startSession } = await startTestServer()
  const heard: number[] = []
  voice.onPush = ({ length }) => {
    heard.push(length)
    return []
  }
  const { socket } = await readyMicrophone(url, await startSession())
  for (let n = 0; n < 1_000; n++) socket.send(Buffer.alloc(32))
  await expect.poll(() => heard.reduce((sum, length) => sum + length, 0)).toBe(16_000)
  expect(heard.length).toBeLessThanOrEqual(20)
})

it('closes a message that comes in ever more pieces', async () => {
  const { url, startSession } = await startTestServer()
  const { socket, closed } = await readyMicrophone(url, await startSession())
  for (let n = 0; n < 100; n++) socket.send(Buffer.alloc(0), { fin: false, binary: true })
  expect(await closed).toBe(1008)
})

it('cuts one whose frame never ends: who is within it can’t answer whether it lives', async () => {
  const checks: (() => void)[] = []
  const system = createSystemClock()
  const clock: Clock = {
    ...system,
    every(periodMs, task) {
      if (periodMs === 15_000) checks.push(task)
      return system.every(periodMs, task)
    },
  }
  const { url, server, startSession } = await startTestServer({ clock })
  const socket = dial(url)
  socket.on('error', () => {})
  socket.write(`GET /session/${await startSession()}/audio HTTP/1.1\r\n${handshake}\r\n`)
  await expect.poll(() => server.counts().microphones).toBe(1)
  // A binary frame of 3,200 bytes, of which 2 come.
  socket.write(Buffer.from([0x82, 0xfe, 0x0c, 0x80, 0, 0, 0, 0, 1, 1]))
  const closed = once(socket, 'close')
  socket.resume()
  for (let n = 0; n < 2; n++) checks.forEach((check) => check())
  await closed
  await expect.poll(() => server.counts().microphones).toBe(0)
})
