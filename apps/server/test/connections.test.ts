import { once } from 'node:events'
import { request } from 'node:http'
import { connect } from 'node:net'
import { audioCloseCode, problemSchema } from '@undertone/shared'
import { describe, expect, it, onTestFinished } from 'vitest'
import { dial } from './support/dial.ts'
import { countEverybody } from './support/from-address.ts'
import { connectMicrophone, readyMicrophone } from './support/microphone-client.ts'
import { problemOf, sendRaw } from './support/raw-request.ts'
import { startSecureServer } from './support/secure-server.ts'
import { openSse } from './support/sse-client.ts'
import { startTestServer } from './support/test-server.ts'

const direct = { UNLIMITED_ADDRESSES: 'none', MAX_CONNECTIONS_PER_ADDRESS: '3' }
const health = 'GET /health HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n'

/** Asks from another address of this machine. */
async function askFromElsewhere(url: string): Promise<number | undefined> {
  const asked = request(`${url}/health`, { localAddress: '127.0.0.2', agent: false }).end()
  const [answer] = await once(asked, 'response')
  answer.resume()
  return answer.statusCode
}

describe('connections that come by themselves', () => {
  it.each([startTestServer, startSecureServer])(
    'beyond the limit are told so and closed, and taken again once there are fewer',
    async (launch) => {
      const { url } = await launch({ env: direct })
      const mute = [dial(url), dial(url), dial(url)]
      await Promise.all(
        mute.map((socket) => once(socket, url.startsWith('https') ? 'secureConnect' : 'connect')),
      )
      await expect.poll(async () => (await sendRaw(url, health)).status).toBe(429)
      const refused = await sendRaw(url, health)
      expect(problemOf(refused)).toMatchObject({ code: 'too_many_requests', closes: true })
      expect(refused.head).toMatch(/\r\nRetry-After: 5/i)
      mute.forEach((socket) => socket.destroy())
      await expect.poll(async () => (await sendRaw(url, health)).status).toBe(200)
    },
  )

  it('are never more than twice as many, and nobody else notices', async () => {
    const { url } = await startTestServer({ env: direct })
    const to = { host: '127.0.0.1', port: Number(new URL(url).port) }
    let closed = 0
    const flood = Array.from({ length: 20 }, () =>
      connect(to)
        .on('error', () => {})
        .on('close', () => closed++),
    )
    onTestFinished(() => flood.forEach((socket) => void socket.destroy()))
    await expect.poll(() => closed).toBe(14)
    for (let n = 0; n < 5; n++) expect(await askFromElsewhere(url)).toBe(200)
  })

  it('count for as long as they are streams or microphones', async () => {
    const env = { ...direct, MAX_CONNECTIONS_PER_ADDRESS: '2' }
    const { url, store, server } = await startTestServer({ env })
    const { id } = await store.create({ elcor: false, idleTtlMs: 90_000 })
    const stream = await openSse(`${url}/session/${id}/stream`)
    await stream.next('stream-open')
    const { socket } = await readyMicrophone(url, id)
    expect((await sendRaw(url, health)).status).toBe(429)
    expect(await connectMicrophone(url, id).closed).toBe(audioCloseCode.tooMany)
    expect(server.counts()).toEqual({ streams: 1, microphones: 1 })
    stream.close()
    socket.close()
    await expect.poll(async () => (await sendRaw(url, health)).status).toBe(200)
  })
})

describe('through a proxy', () => {
  const env = { ...countEverybody, MAX_CONNECTIONS_PER_ADDRESS: '2' }
  const one = { 'X-Forwarded-For': '203.0.113.7' }
  const other = { 'X-Forwarded-For': '203.0.113.8' }

  it('the streams and microphones of a client count, and not what the proxy holds', async () => {
    const { url, startSession } = await startTestServer({ env })
    const id = await startSession()
    const follow = (headers: Record<string, string>) => fetch(`${url}/session/${id}/stream`, { headers })
    const [first] = [await follow(one), await readyMicrophone(url, id, { headers: one })]
    const refused = await follow(one)
    expect([refused.status, problemSchema.parse(await refused.json()).code]).toEqual([
      429,
      'too_many_requests',
    ])
    expect(refused.headers.get('retry-after')).toBe('5')
    expect(await connectMicrophone(url, id, { headers: one }).closed).toBe(audioCloseCode.tooMany)
    // Neither do its other calls count, nor does anybody else notice.
    for (let n = 0; n < 5; n++)
      expect((await fetch(`${url}/session/${id}`, { headers: one })).status).toBe(200)
    const others = await follow(other)
    expect(others.status).toBe(200)
    await first?.body?.cancel()
    const again = async () => {
      const answer = await follow(one)
      await answer.body?.cancel()
      return answer.status
    }
    await expect.poll(again).toBe(200)
    await others.body?.cancel()
  })

  it('a stream that can’t be had doesn’t count', async () => {
    const { url } = await startTestServer({ env })
    const ask = () => fetch(`${url}/session/${'A'.repeat(22)}/stream`, { headers: one })
    for (let n = 0; n < 5; n++) expect((await ask()).status).toBe(404)
  })
})
