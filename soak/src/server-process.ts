import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { statsSchema, type Ask, type ServerStats } from './soak-messages.ts'

export interface ServerProcess {
  readonly url: string
  stats(): Promise<ServerStats>
  /** Lets `ms` pass on its clock in an instant, and sweeps. */
  pass(ms: number): Promise<ServerStats>
  /** Stops the server and ends the process. */
  stop(): Promise<ServerStats>
}

/** Starts the server of the soak in a process of its own, with `env` as an operator would set it. */
export async function startServerProcess(env: Record<string, string>): Promise<ServerProcess> {
  const child = fork(fileURLToPath(new URL('soak-server.ts', import.meta.url)), {
    execArgv: ['--expose-gc', '--import', 'tsx'],
    env: { ...process.env, ...env },
  })

  let answer: (message: unknown) => void = () => {}
  let fail: (error: Error) => void = () => {}
  child.on('message', (message) => answer(message))
  child.on('exit', () => fail(new Error('The server of the soak has died.')))

  /** One question at a time: the next is asked once this is answered. */
  let earlier: Promise<unknown> = nextStats()
  const { url } = statsSchema.parse(await earlier)

  function nextStats(): Promise<ServerStats> {
    return new Promise((resolve, reject) => {
      fail = reject
      answer = (message) => resolve(statsSchema.parse(message))
    })
  }

  function ask(asked: Ask): Promise<ServerStats> {
    const answered = earlier.then(() => {
      const next = nextStats()
      child.send(asked)
      return next
    })
    earlier = answered
    return answered
  }

  return {
    url,
    stats: () => ask({ ask: 'stats' }),
    pass: (ms) => ask({ ask: 'pass', ms }),
    async stop() {
      const last = await ask({ ask: 'stop' })
      child.disconnect()
      return last
    },
  }
}
