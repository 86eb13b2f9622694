import { once } from 'node:events'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { connectMicrophone } from './support/microphone-client.ts'
import { launchReady, logLines } from './support/process/server-process.ts'
import { openSse } from './support/sse-client.ts'
import { startSession } from './support/test-server.ts'

const inside = new URL('support/process/inside.mjs', import.meta.url).href

describe('an error that nobody caught', () => {
  it.each(['throw', 'reject'] as const)(
    'ends the process with 1, and whoever is connected is told (%s)',
    async (what) => {
      const { child, url, output, exited } = await launchReady({}, { nodeOptions: ['--import', inside] })
      const id = await startSession(url)
      const stream = await openSse(`${url}/session/${id}/stream`)
      const microphone = connectMicrophone(url, id)
      await once(microphone.socket, 'message')
      const startedMs = performance.now()
      child.send({ what, text: `Session ${id} broke` })
      expect((await stream.next('session-end')).data).toMatchObject({ reason: 'shutdown' })
      expect(await microphone.closed).toBe(1001)
      expect(await exited).toBe(1)
      expect(performance.now() - startedMs).toBeLessThan(4_000)
      expect(logLines(output.stderr).filter(({ level }) => level === 'fatal')).toMatchObject([
        { msg: 'an error that nobody caught', err: { type: 'Error', message: 'Session … broke' } },
      ])
      expect(output.stderr).not.toContain(id)
    },
  )
})

it('tells a warning of Node itself as a line like all others', async () => {
  const { child, output } = await launchReady({}, { nodeOptions: ['--import', inside] })
  child.send({ what: 'warn', text: 'Too many of 203.0.113.7' })
  await expect.poll(() => output.stderr).toContain('warn')
  expect(logLines(output.stderr).at(-1)).toMatchObject({ level: 'warn', err: { message: 'Too many of …' } })
})

it('writes no report of what it holds, though Node was told to', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'undertone-report-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const nodeOptions = ['--report-on-signal', `--report-directory=${folder}`]
  const { child, exited } = await launchReady({}, { nodeOptions })
  // By which Node would write one.
  child.kill('SIGUSR2')
  child.kill('SIGTERM')
  await exited
  expect(readdirSync(folder)).toEqual([])
})
