import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { createClient } from '@redis/client'

export interface RedisProcess {
  readonly url: string
  readonly port: number
  /** Ends it with `signal` and resolves once it is gone; what it kept on its disk stays. */
  kill(signal?: NodeJS.Signals): Promise<void>
  /** Starts it again, with what is on its disk. */
  start(): Promise<void>
  /** Writes what it holds to its disk, for the next start. */
  save(): Promise<void>
  /** Holds it still, or lets it go on: it neither answers nor closes anything. */
  freeze(): void
  thaw(): void
  /** Ends it and removes what it kept. */
  remove(): Promise<void>
}

export interface RedisProcessOptions {
  /** Keeps an append-only file, as a deployment does. */
  persistent?: boolean
  /** Settings of `redis.conf`, name and value. */
  settings?: readonly string[]
}

/** A real Redis of its own, on a free port of the loopback. */
export async function launchRedis({
  persistent = false,
  settings = [],
}: RedisProcessOptions = {}): Promise<RedisProcess> {
  const folder = mkdtempSync(join(tmpdir(), 'undertone-redis-'))
  const port = await freePort()
  const args = ['--port', String(port), '--bind', '127.0.0.1', '--dir', folder, '--save', '']
  // Else what was answered may not be written yet when it is killed, where the disk is slow.
  args.push('--appendonly', persistent ? 'yes' : 'no', '--appendfsync', 'always', ...settings)
  let child: ChildProcess | null = null

  async function start(): Promise<void> {
    const started = spawn(process.env['REDIS_SERVER_PATH'] || 'redis-server', args, {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    child = started
    const failed = once(started, 'error').then(([error]) => Promise.reject(error))
    const exited = once(started, 'exit').then(() =>
      Promise.reject(new Error('redis-server ended as it started')),
    )
    await Promise.race([failed, exited, readyLine(started)])
    exited.catch(() => {})
    failed.catch(() => {})
  }

  async function kill(signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
    const ending = child
    child = null
    if (!ending) return
    const gone = once(ending, 'exit')
    ending.kill('SIGCONT')
    ending.kill(signal)
    await gone
  }

  await start()
  return {
    url: `redis://127.0.0.1:${port}`,
    port,
    kill,
    start,
    async save() {
      const client = createClient({ socket: { port } })
      await client.connect()
      await client.sendCommand(['SAVE'])
      client.destroy()
    },
    freeze: () => void child?.kill('SIGSTOP'),
    thaw: () => void child?.kill('SIGCONT'),
    async remove() {
      await kill('SIGKILL')
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

async function readyLine(child: ChildProcess): Promise<void> {
  if (!child.stdout) return
  const lines = createInterface({ input: child.stdout })
  for await (const line of lines) if (line.includes('Ready to accept connections')) break
  child.stdout.resume()
}

async function freePort(): Promise<number> {
  const server = createServer()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  server.close()
  await once(server, 'close')
  return port
}
