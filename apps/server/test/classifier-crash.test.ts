import { expect, it } from 'vitest'
import { readyMicrophone } from './support/microphone-client.ts'
import { createCrashingMain } from './support/process/crashing-main.ts'
import { launchReady, logLines, sampleOf, scrape } from './support/process/server-process.ts'
import { speak } from './support/process/speech.ts'
import { openSse } from './support/sse-client.ts'
import { startSession } from './support/test-server.ts'

const restarts = 'undertone_classifier_restarts_total'
/** On a busy machine that takes seconds. */
const aThreadStarts = { timeout: 10_000 }

it('loses no session as its classifier\u2019s thread crashes: tone goes on, and the log says what happened', async () => {
  const { main, crash } = createCrashingMain()
  const { child, url, output, exited } = await launchReady({}, { main })
  const ids = await Promise.all([1, 2].map(() => startSession(url)))
  const streams = await Promise.all(ids.map((id) => openSse(`${url}/session/${id}/stream`)))
  const microphones = await Promise.all(ids.map((id) => readyMicrophone(url, id)))
  expect(sampleOf(await scrape(url), restarts)).toBe(0)

  crash()
  for (const { socket } of microphones) socket.send(Buffer.alloc(3_200))
  await expect.poll(async () => sampleOf(await scrape(url), restarts), aThreadStarts).toBe(1)
  // What is said meanwhile is lost with the thread, as is the first that comes for each of whom it knew.
  for (const { socket } of microphones) socket.send(Buffer.alloc(3_200))
  const lag = async () => sampleOf(await scrape(url), 'undertone_classifier_lag_seconds')
  await expect.poll(lag, aThreadStarts).toBe(0)
  await Promise.all(microphones.map(({ socket }) => speak(socket, 4)))

  // Both sat in the thread that died, and nobody had to come back.
  const tones = await Promise.all(streams.map((stream) => stream.next('tone-event')))
  expect(tones.map(({ id }) => id)).toEqual(['1', '1'])
  expect(microphones.map(({ socket }) => socket.readyState)).toEqual([1, 1])
  expect(sampleOf(await scrape(url), restarts)).toBe(1)
  const told = logLines(output.stderr).filter(({ level }) => level === 'error')
  expect(told).toMatchObject([
    { msg: 'a voice thread was lost and is replaced', err: { cause: { message: 'broke over …' } } },
  ])
  for (const id of ids) expect(output.stderr).not.toContain(id)
  child.kill('SIGTERM')
  expect(await exited).toBe(0)
})
