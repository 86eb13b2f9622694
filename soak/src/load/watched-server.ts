import { fork } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { z } from 'zod/mini'

const heldSchema = z.object({
  /** After a garbage collection where that was asked for, buffers outside the heap included. */
  heapBytes: z.number(),
  rssBytes: z.number(),
  descriptors: z.number(),
  /** From one tick to the next of a timer of 1 ms on the main thread, since it was last asked. */
  delayP99Ms: z.number(),
  delayMostMs: z.number(),
  /** Of all threads since the start, user and system. */
  cpuMs: z.number(),
})

/** What a server's process holds at one moment. */
export type Held = z.infer<typeof heldSchema>

export interface WatchedServer {
  readonly url: string
  /** `isThorough`: after a garbage collection, which holds the server up for some milliseconds. */
  held(options: { isThorough: boolean }): Promise<Held>
  /** Lines that it logged so far. */
  logged(): readonly string[]
  /** Tells it to end, and gives its exit code. */
  stop(): Promise<number | null>
}

const file = (relative: string) => fileURLToPath(new URL(relative, import.meta.url))

/** The built server in a process of its own, as it is deployed, with `env` as an operator would set it. */
export async function startWatchedServer(env: Record<string, string>): Promise<WatchedServer> {
  const child = fork(file('../../../apps/server/dist/main.js'), {
    execArgv: ['--expose-gc', '--import', file('watched.mjs')],
    // All clients have one address, which would be a flood's.
    env: {
      PATH: process.env['PATH'],
      NODE_ENV: 'production',
      PORT: '0',
      LOG_LEVEL: 'warn',
      UNLIMITED_ADDRESSES: 'loopback',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  const exited = once(child, 'exit')
  const logged: string[] = []
  if (!child.stdout || !child.stderr) throw new Error('The server has no output')
  createInterface({ input: child.stderr }).on('line', (line) => {
    logged.push(line)
    process.stderr.write(`${line}\n`)
  })
  const [ready] = await Promise.race([once(createInterface({ input: child.stdout }), 'line'), exited])
  const url = /^Undertone is listening on (.*)$/.exec(String(ready))?.[1]
  if (url === undefined) throw new Error('The server didn’t start')

  return {
    url,
    logged: () => logged,
    async held(asked) {
      child.send(asked)
      return heldSchema.parse((await once(child, 'message'))[0])
    },
    async stop() {
      child.kill('SIGTERM')
      const [code] = await exited
      return typeof code === 'number' ? code : null
    },
  }
}
