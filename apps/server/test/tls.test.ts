import { once } from 'node:events'
import { connect } from 'node:net'
import { audioCloseCode } from '@undertone/shared'
import { expect, it, onTestFinished } from 'vitest'
import { connectMicrophone, readyMicrophone } from './support/microphone-client.ts'
import { startSecureServer } from './support/secure-server.ts'
import { openSse } from './support/sse-client.ts'
import { toneEvent } from './support/tone.ts'

async function setUp(env: Record<string, string> = {}) {
  const secure = await startSecureServer({ env })
  const id = await secure.startSession()
  const stream = await openSse(`${secure.url}/session/${id}/stream`, { fetch: secure.fetch })
  return { ...secure, id, stream }
}

it('says https in its address, and answers there', async () => {
  const { url, fetch } = await startSecureServer()
  expect(url).toMatch(/^https:\/\/127\.0\.0\.1:\d+$/)
  expect((await fetch(`${url}/health`)).status).toBe(200)
})

it('streams every tone over TLS as it comes, and closes the stream with its session', async () => {
  const { url, id, stream, store, fetch } = await setUp()
  await stream.next('stream-open')
  for (const subtext of ['one', 'two', 'three']) {
    await store.append(id, toneEvent({ session_id: id, subtext }))
    expect((await stream.next('tone-event')).data).toMatchObject({ subtext })
  }
  await fetch(`${url}/session/${id}/end`, { method: 'DELETE' })
  expect((await stream.next('session-end')).data).toMatchObject({ reason: 'ended' })
  await stream.closed
})

it('replays over TLS what a return has missed, though it is more than a socket takes at once', async () => {
  const { url, id, store, fetch } = await setUp()
  const wide = 'x'.repeat(8_000)
  for (let n = 0; n < 300; n++) await store.append(id, toneEvent({ session_id: id, subtext: wide }))
  const back = await openSse(`${url}/session/${id}/stream`, { fetch, lastEventId: '0' })
  for (let n = 1; n <= 300; n++) expect((await back.next('tone-event')).id).toBe(String(n))
})

it('takes a microphone over TLS from its own page', async () => {
  const { url, id, cert, voice } = await setUp()
  let heard = 0
  voice.onPush = () => {
    heard++
    return []
  }
  const { socket } = await readyMicrophone(url, id, { ca: cert, origin: url })
  socket.send(Buffer.alloc(3_200))
  await expect.poll(() => heard).toBe(1)
})

it('takes none from a page of another port or another host', async () => {
  const { url, id, cert } = await setUp()
  for (const origin of ['https://127.0.0.1:1', 'https://undertone.example']) {
    expect(await connectMicrophone(url, id, { ca: cert, origin }).closed).toBe(audioCloseCode.forbidden)
  }
})

it('tells everyone over TLS when it stops, and waits for nobody who never said a word', async () => {
  // Waiting for its whole grace would be longer than this test may take.
  const { url, id, cert, server, stream } = await setUp({ SHUTDOWN_GRACE_S: '60' })
  const { closed } = await readyMicrophone(url, id, { ca: cert })
  const silent = connect(Number(new URL(url).port), '127.0.0.1')
  onTestFinished(() => void silent.destroy())
  silent.on('error', () => {})
  await once(silent, 'connect')
  await server.stop()
  expect((await stream.next('session-end')).data).toMatchObject({ reason: 'shutdown' })
  expect(await closed).toBe(audioCloseCode.goingAway)
})
