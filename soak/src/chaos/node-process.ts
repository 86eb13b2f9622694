import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { FlakyProxy } from '@undertone/flaky-proxy'
import type { WallClock } from './wall-clock.ts'
import { nodeTaleSchema, type NodeStats, type NodeTale } from './node-messages.ts'

/** Of one node, from a start to its end. */
export interface NodeRun {
  readonly name: string
  /** The node's own name. */
  readonly node: string
  /** How it was ended; null while it runs. */
  end: 'killed' | 'stopped' | 'died' | null
  /** When it was told to end, and when it was gone; monotonic ms. */
  endingAtMs: number
  goneAtMs: number
}

export interface NodeProcess {
  readonly name: string
  readonly port: number
  readonly clock: WallClock
  /** By which it reaches Redis. */
  readonly way: FlakyProxy
  /** Starts it, or starts it again, at the same address. */
  start(): Promise<void>
  /** As a power cut does. */
  kill(): Promise<void>
  /** As whoever rolls out an update does. */
  stop(): Promise<void>
  /** Holds it still, or lets it go on: it neither answers nor closes anything. */
  freeze(): void
  thaw(): void
  isFrozen(): boolean
  stats(): Promise<NodeStats>
}

export interface NodeProcessOptions {
  readonly name: string
  readonly port: number
  readonly clock: WallClock
  readonly way: FlakyProxy
  readonly env: Record<string, string>
  readonly onTale: (run: NodeRun, tale: NodeTale) => void
  /** What it wrote to stderr, line by line. */
  readonly onLine: (run: NodeRun, line: string) => void
}

/** A node in a process of its own, which can be ended and started any number of times. */
export function createNodeProcess(options: NodeProcessOptions): NodeProcess {
  const { name, port, clock, way } = options
  let child: ChildProcess | null = null
  let run: NodeRun | null = null
  let runs = 0
  let isFrozen = false
  let onStats: (stats: NodeStats) => void = () => {}

  async function start(): Promise<void> {
    const started: NodeRun = { name: `${name}${++runs}`, node: name, end: null, endingAtMs: 0, goneAtMs: 0 }
    const starting = fork(fileURLToPath(new URL('node-server.ts', import.meta.url)), {
      execArgv: ['--import', 'tsx'],
      env: {
        ...process.env,
        ...options.env,
        ...clock.env,
        PORT: String(port),
        REDIS_URL: `redis://127.0.0.1:${way.port}`,
      },
      stdio: ['ignore', 'inherit', 'pipe', 'ipc'],
    })
    child = starting
    run = started
    if (starting.stderr)
      createInterface({ input: starting.stderr }).on('line', (line) => options.onLine(started, line))
    const listening = new Promise<void>((resolve, reject) => {
      starting.on('message', (message) => {
        const tale = nodeTaleSchema.parse(message)
        if (tale.say === 'listening') resolve()
        else if (tale.say === 'stats') onStats(tale.stats)
        else options.onTale(started, tale)
      })
      starting.once('exit', (code, signal) => {
        if (started.end === null) {
          started.end = 'died'
          options.onLine(started, `It ended by itself: ${code ?? signal}`)
        }
        reject(new Error(`${started.name} ended before it served`))
      })
    })
    await listening
  }

  async function end(signal: NodeJS.Signals, how: NonNullable<NodeRun['end']>): Promise<void> {
    const ending = child
    if (!ending || !run) return
    const ended = run
    ended.end = how
    ended.endingAtMs = performance.now()
    child = null
    // What it had told before must have arrived.
    const gone = Promise.all([once(ending, 'close'), ending.connected ? once(ending, 'disconnect') : null])
    ending.kill(signal)
    await gone
    ended.goneAtMs = performance.now()
  }

  return {
    name,
    port,
    clock,
    way,
    start,
    kill: () => end('SIGKILL', 'killed'),
    stop: () => end('SIGTERM', 'stopped'),
    freeze() {
      isFrozen = true
      child?.kill('SIGSTOP')
    },
    thaw() {
      isFrozen = false
      child?.kill('SIGCONT')
    },
    isFrozen: () => isFrozen,
    stats() {
      return new Promise((resolve) => {
        onStats = resolve
        child?.send({ ask: 'stats' })
      })
    },
  }
}
