import { startWorker } from '../support/worker.ts'

export interface ServerAsk {
  readonly ask: 'port' | 'usage'
}

/** A server in a process of its own. */
export interface MeasuredServer {
  readonly port: number
  /** CPU time of all its threads, since it started. */
  cpuMs(): Promise<number>
  stop(): Promise<void>
}

/** Starts what `file` serves, on the first core; who asks has the other. */
export async function startServer(file: string, env: Record<string, string>): Promise<MeasuredServer> {
  const worker = startWorker<ServerAsk>(file, { env, core: 0 })
  return {
    port: await worker.ask<number>({ ask: 'port' }),
    async cpuMs() {
      const { user, system } = await worker.ask<NodeJS.CpuUsage>({ ask: 'usage' })
      return (user + system) / 1000
    },
    stop: worker.stop,
  }
}
