import { once } from 'node:events'
import { expect, it, onTestFinished } from 'vitest'
import { WebSocket } from 'ws'
import { createSystemClock } from '../src/clock.ts'
import { createVoicePool } from '../src/tone/voice-pool.ts'
import { createCountingClock } from './support/counting-clock.ts'
import { openSse } from './support/sse-client.ts'
import { startTestServer } from './support/test-server.ts'

const workerFile = new URL('../dist/voice-worker.js', import.meta.url)

it.each(['ended', 'expired', 'shutdown'] as const)(
  'of a session that is %s nothing stays: no classifier, timer, socket or entry',
  async (reason) => {
    const voice = createVoicePool({
      threads: 2,
      modelName: 'full',
      workerFile,
      clock: createSystemClock(),
      onError: (error) => expect.fail(String(error)),
    })
    onTestFinished(() => voice.stop())
    const clock = createCountingClock()
    const { url, server, store, startSession } = await startTestServer({ clock, voice })
    const timersAtFirst = clock.pending()
    const ids = await Promise.all(Array.from({ length: 6 }, () => startSession()))
    const streams = await Promise.all(ids.map((id) => openSse(`${url}/session/${id}/stream`)))
    const sockets = ids.map((id) => new WebSocket(`${url.replace('http', 'ws')}/session/${id}/audio`))
    await Promise.all(sockets.map((socket) => once(socket, 'message')))
    for (const socket of sockets) socket.send(Buffer.alloc(3_200))
    expect(await voice.liveClassifiers()).toBe(6)
    expect(server.counts()).toEqual({ streams: 6, microphones: 6 })

    await Promise.all(ids.map((id) => store.remove(id, reason)))

    await Promise.all(streams.map((stream) => stream.closed))
    await Promise.all(
      sockets.map((socket) => (socket.readyState === socket.CLOSED ? null : once(socket, 'close'))),
    )
    await expect.poll(() => voice.liveClassifiers()).toBe(0)
    expect(server.counts()).toEqual({ streams: 0, microphones: 0 })
    await expect.poll(() => clock.pending()).toBe(timersAtFirst)
    for (const id of ids) expect(await store.history(id)).toBeNull()
  },
)
