import { expect, it } from 'vitest'
import { readyMicrophone } from './support/microphone-client.ts'
import { createMainWithWorker } from './support/process/main-with-worker.ts'
import { launchReady, logLines, sampleOf, scrape } from './support/process/server-process.ts'
import { startSession } from './support/test-server.ts'

const neverHears = `export default (tasks) =>
  tasks.some(({ type }) => type === 'push') ? new Promise(() => {}) : handle(tasks)`

it('says nothing of what its classifiers had still to hear as it was asked to stop', async () => {
  const { main } = createMainWithWorker(neverHears)
  const { child, url, output, exited } = await launchReady({ SHUTDOWN_GRACE_S: '1' }, { main })
  const { socket, closed } = await readyMicrophone(url, await startSession(url))
  for (let frame = 0; frame < 15; frame++) socket.send(Buffer.alloc(3_200))
  const lag = async () => sampleOf(await scrape(url), 'undertone_classifier_lag_seconds')
  await expect.poll(lag, { timeout: 5_000 }).toBe(1.5)
  child.kill('SIGTERM')
  expect(await closed).toBe(1001)
  expect(await exited).toBe(0)
  expect(logLines(output.stderr).filter(({ level }) => level !== 'info')).toEqual([])
})
