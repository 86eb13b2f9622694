import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { z } from 'zod/mini'

const holdingSchema = z.object({ usedBytes: z.number(), descriptors: z.number() })
export type Holding = z.infer<typeof holdingSchema>

/** The real server's process. */
export interface FuzzedServer {
  readonly url: string
  readonly port: number
  holding(): Promise<Holding>
  /** What it said on stderr, and how it ended where it did. */
  complaints(): string
  /** Throws once it is dead. */
  assertAlive(): void
  stop(): Promise<void>
}

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url))
/** Seconds: sessions that a case leaves behind are gone soon after. */
export const sessionIdleS = 4

/** Bounds are put out of reach: all cases come from one address, as fast as they can. */
const settings = {
  PORT: '0',
  HOST: '127.0.0.1',
  LOG_LEVEL: 'error',
  CLASSIFIER_THREADS: '1',
  SESSION_IDLE_TTL_S: String(sessionIdleS),
  // Short, so that whoever watches has to come back now and then.
  STREAM_MAX_AGE_S: '10',
  MAX_IDLE_TTL_S: String(sessionIdleS),
  MAX_SESSIONS: '1000000',
  MAX_STREAMS_PER_SESSION: '100000',
  MAX_STARTS_PER_MINUTE: '0',
  MAX_WRONG_CODES_PER_MINUTE: '0',
  MAX_CONNECTIONS_PER_ADDRESS: '0',
  // What is shared out among addresses is shared out here as well.
  UNLIMITED_ADDRESSES: 'none',
  MAX_LOOP_DELAY_MS: '1000000',
  MAX_VOICE_LOAD: '1000000',
}

/** Starts what `pnpm build` made, with a probe beside it. */
export async function startFuzzedServer(): Promise<FuzzedServer> {
  const args = ['--expose-gc', '--import', path('probe.mjs'), path('../../../apps/server/dist/main.js')]
  const child = spawn(process.execPath, args, {
    env: { PATH: process.env['PATH'], ...settings },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  let said = ''
  let end = ''
  child.stderr?.on('data', (text) => (said += String(text)))
  child.once('exit', (code, signal) => (end = `The server ended by itself: ${code ?? signal}.`))
  process.once('exit', () => child.kill('SIGKILL'))
  const url = await readyLine()

  async function readyLine(): Promise<string> {
    if (!child.stdout) throw new Error('The server has no stdout')
    const [line] = await Promise.race([once(child.stdout, 'data'), once(child, 'exit')])
    const [found] = /http\S+/.exec(String(line)) ?? []
    if (!found) throw new Error(`The server didn’t start: ${said}`)
    return found
  }

  return {
    url,
    port: Number(new URL(url).port),
    async holding() {
      if (end) throw new Error(end)
      const answer = once(child, 'message')
      child.send('holding')
      return holdingSchema.parse((await answer)[0])
    },
    complaints: () => [said, end].filter(Boolean).join('\n'),
    assertAlive() {
      if (end) throw new Error(end)
    },
    async stop() {
      const exited = once(child, 'exit')
      child.kill('SIGTERM')
      await exited
      end = ''
    },
  }
}
