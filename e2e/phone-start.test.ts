import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { request } from 'node:https'
import { fileURLToPath } from 'node:url'
import type { TLSSocket } from 'node:tls'
import { expect, it, onTestFinished } from 'vitest'
import { pressStart } from './support/conversation.ts'
import { hear } from './support/heard.ts'
import { usePhone } from './support/phone.ts'
import { readTerminalCode } from './support/read-terminal-code.ts'

const phone = usePhone()
const start = fileURLToPath(new URL('../scripts/start.mjs', import.meta.url))

/** `start` with `args`, in an environment where this machine's own address stands in for one in a local network. */
function launch(args: string[]) {
  const env = { PATH: process.env['PATH'], PORT: '0', HOST: '127.0.0.1', LOG_LEVEL: 'warn' }
  const child = spawn(process.execPath, [start, ...args], { env })
  const said = { stdout: '', stderr: '' }
  child.stdout.on('data', (text) => (said.stdout += text))
  child.stderr.on('data', (text) => (said.stderr += text))
  const exited = once(child, 'exit').then(([code]) => code)
  const stop = () => {
    child.kill('SIGINT')
    return exited
  }
  onTestFinished(async () => void (await stop()))
  return { said, exited, stop }
}

async function launchForPhone() {
  const launched = launch(['--phone'])
  // It builds what it serves first.
  await expect.poll(() => launched.said.stderr, { timeout: 45_000 }).toContain('Ctrl+C ends it')
  const url =
    /^Undertone is listening on (https:\/\/127\.0\.0\.1:\d+)\n$/.exec(launched.said.stdout)?.[1] ?? ''
  return { ...launched, url }
}

it('serves a page to a phone that starts, listens and shows tones, and tells its person how to get there', async () => {
  const { url, said, stop } = await launchForPhone()
  expect(said.stderr).toContain(`\n    ${url}\n`)
  expect(readTerminalCode(said.stderr)).toBe(url)
  expect(said.stderr.replaceAll(/\n {4}(?=[\dA-F]{2}:)/g, ':')).toContain(await fingerprintAt(url))

  const page = await phone.open(url, { ignoreHTTPSErrors: true })
  expect(await page.evaluate(() => isSecureContext)).toBe(true)
  await pressStart(page)
  await hear(page, 2)
  expect(await stop()).toBe(0)
})

it('says what it does not know, instead of starting', async () => {
  const { said, exited } = launch(['--fone'])
  expect(await exited).toBe(1)
  expect(said.stderr).toBe(
    'start doesn\'t know "--fone". It takes nothing, or --phone to be opened from a phone.\n',
  )
  expect(said.stdout).toBe('')
})

/** SHA-256 of the certificate that is shown to whoever opens `url`. */
function fingerprintAt(url: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const asked = request(url, { rejectUnauthorized: false, agent: false })
    asked.on('socket', (socket: TLSSocket) => {
      socket.once('secureConnect', () => resolve(socket.getPeerCertificate().fingerprint256))
    })
    asked.on('error', reject).end()
  })
}
