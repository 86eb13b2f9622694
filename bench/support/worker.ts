import { fork } from 'node:child_process'
import { onCore } from './on-core.ts'

/** A process of its own that answers what it is asked. */
export interface Worker<Ask> {
  /** `Answer` is what the process is known to answer to this. */
  ask<Answer>(asked: Ask): Promise<Answer>
  stop(): Promise<void>
}

export interface WorkerOptions {
  env?: Record<string, string>
  /** Arguments for Node. */
  execArgv?: readonly string[]
  /** It runs on this core alone, beside which what drives it has another. */
  core?: number
}

/** Starts `file`, which calls `answerWith` for the same `Ask`. */
export function startWorker<Ask>(
  file: string,
  { env = {}, execArgv = [], core }: WorkerOptions = {},
): Worker<Ask> {
  const pinned = core === undefined ? [] : onCore(core)
  const [execPath = '', ...before] = [...pinned, process.execPath, ...execArgv]
  const child = fork(file, {
    execPath,
    execArgv: before,
    env: { ...process.env, NODE_ENV: 'production', ...env },
  })
  const waiting = new Map<number, { resolve: (json: string) => void; reject: (error: Error) => void }>()
  let asked = 0
  const gone = new Promise<void>((resolve) => void child.once('exit', () => resolve()))
  void gone.then(() => {
    for (const { reject } of waiting.values()) reject(new Error(`${file} has ended`))
  })
  child.on('message', (message) => {
    const [, number, outcome, json = ''] = /^(\d+) (ok|failed) (.*)$/s.exec(String(message)) ?? []
    const asker = waiting.get(Number(number))
    waiting.delete(Number(number))
    if (outcome === 'ok') asker?.resolve(json)
    else asker?.reject(new Error(json))
  })

  return {
    ask<Answer>(what: Ask) {
      const number = ++asked
      child.send(`${number} ${JSON.stringify(what)}`)
      return new Promise<Answer>((resolve, reject) => {
        waiting.set(number, { resolve: (json) => resolve(JSON.parse(json)), reject })
      })
    },
    async stop() {
      child.disconnect()
      const forced = setTimeout(() => child.kill('SIGKILL'), 5_000)
      await gone
      clearTimeout(forced)
    },
  }
}

/** Answers whoever started this process, and ends with them. */
export function answerWith<Ask>(answer: (asked: Ask) => Promise<unknown>): void {
  process.on('disconnect', () => process.exit())
  process.on('message', (message) => {
    const [, number, json = ''] = /^(\d+) (.*)$/s.exec(String(message)) ?? []
    answer(JSON.parse(json)).then(
      (result) => process.send?.(`${number} ok ${JSON.stringify(result ?? null)}`),
      (error: unknown) => process.send?.(`${number} failed ${error instanceof Error ? error.stack : error}`),
    )
  })
}
