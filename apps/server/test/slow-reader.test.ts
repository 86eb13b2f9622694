import { connect, type Socket } from 'node:net'
import { expect, it, onTestFinished } from 'vitest'
import { openSse } from './support/sse-client.ts'
import { startTestServer } from './support/test-server.ts'
import { toneEvent } from './support/tone.ts'

/** Opens a stream and never reads from it. */
async function openUnread(url: string, path: string): Promise<Socket> {
  const socket = connect(Number(new URL(url).port), '127.0.0.1')
  onTestFinished(() => void socket.destroy())
  socket.on('error', () => {})
  socket.pause()
  socket.write(`GET ${path} HTTP/1.1\r\nHost: x\r\n\r\n`)
  return socket
}

it('cuts a reader that does not read, and nobody else notices', async () => {
  const { url, server, store, startSession } = await startTestServer()
  const id = await startSession()
  const path = `/session/${id}/stream`
  await openUnread(url, path)
  const reader = await openSse(`${url}${path}`)
  await reader.next('stream-open')
  await expect.poll(() => server.counts().streams).toBe(2)
  // More than the kernel's own buffers on both sides can swallow.
  const wide = 'x'.repeat(8_000)
  let sent = 0
  for (; server.counts().streams === 2 && sent < 5_000; sent++) {
    await store.append(id, toneEvent({ session_id: id, subtext: wide }))
    if (sent % 20 === 0) await new Promise(setImmediate)
  }
  expect(server.counts().streams).toBe(1)
  await expect.poll(() => reader.events.filter(({ name }) => name === 'tone-event').length).toBe(sent)
})
