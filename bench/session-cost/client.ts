import { startWorker } from '../support/worker.ts'

export type ClientAsk =
  | { readonly ask: 'connect'; readonly port: number; readonly connections: number }
  | { readonly ask: 'start'; readonly count: number }
  | { readonly ask: 'get' | 'end' }

/** What calls took, from the first request to the last answer; `cpuMs` is the client's own. */
export interface Called {
  readonly wallMs: number
  readonly cpuMs: number
}

/** Who calls, in a process of its own, on another core than who answers. */
export interface Client {
  connect(port: number, connections: number): Promise<void>
  /** Starts so many sessions, which the next `get` and `end` are of. */
  start(count: number): Promise<Called>
  get(): Promise<Called>
  end(): Promise<Called>
  stop(): Promise<void>
}

export function startClient(file: string): Client {
  const worker = startWorker<ClientAsk>(file, { core: 1 })
  return {
    connect: (port, connections) => worker.ask({ ask: 'connect', port, connections }),
    start: (count) => worker.ask({ ask: 'start', count }),
    get: () => worker.ask({ ask: 'get' }),
    end: () => worker.ask({ ask: 'end' }),
    stop: worker.stop,
  }
}
