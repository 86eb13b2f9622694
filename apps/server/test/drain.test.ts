import { once } from 'node:events'
import { expect, it } from 'vitest'
import { dial } from './support/dial.ts'
import { launchReady, sampleOf, scrape } from './support/process/server-process.ts'
import { startSession } from './support/test-server.ts'

const streamCount = 1_000
const perSession = 25
const graceS = 8

/** Reads the stream at `url`, and keeps its end only. */
function openRaw(url: string): { closed: Promise<string> } {
  const socket = dial(url)
  let last = ''
  socket.on('data', (chunk) => (last = (last + chunk.toString('latin1')).slice(-300)))
  socket.write(`GET ${new URL(url).pathname} HTTP/1.1\r\nHost: x\r\n\r\n`)
  return { closed: once(socket, 'close').then(() => last) }
}

it('tells a thousand streams as it is asked to stop, and exits with 0 within its grace', async () => {
  const { child, url, exited } = await launchReady({ SHUTDOWN_GRACE_S: String(graceS) })
  const ids = await Promise.all(Array.from({ length: streamCount / perSession }, () => startSession(url)))
  const streams = ids.flatMap((id) =>
    Array.from({ length: perSession }, () => openRaw(`${url}/session/${id}/stream`)),
  )
  await expect
    .poll(async () => sampleOf(await scrape(url), 'undertone_streams_opened_total'), { timeout: 10_000 })
    .toBe(streamCount)

  const startedMs = performance.now()
  child.kill('SIGTERM')
  const ends = await Promise.all(streams.map(({ closed }) => closed))
  expect(await exited).toBe(0)
  expect(performance.now() - startedMs).toBeLessThan(graceS * 1000)
  const untold = ends.filter((end) => !/event: session-end\ndata: \{.*"reason":"shutdown"\}\n\n$/.test(end))
  expect(untold).toEqual([])
})
