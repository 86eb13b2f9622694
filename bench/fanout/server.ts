import { startWorker, type Worker } from '../support/worker.ts'

export type ServerAsk =
  | { readonly ask: 'port' }
  /** The paths of so many streams: all on one session, or each on one of its own. */
  | { readonly ask: 'paths'; readonly count: number; readonly sessions: 'one' | 'each' }
  | { readonly ask: 'broadcast'; readonly rounds: number }
  | { readonly ask: 'spread'; readonly perS: number; readonly forMs: number }
  | { readonly ask: 'say'; readonly events: number }
  | { readonly ask: 'memory'; readonly collect: boolean }

/** What a server did while it sent. */
export interface Sent {
  readonly events: number
  readonly tookMs: number
  readonly cpuMs: number
  /** Delay of the event loop, 99th percentile and longest. */
  readonly delayP99Ms: number
  readonly delayMostMs: number
}

export interface Memory {
  readonly rssBytes: number
  readonly heapBytes: number
}

/** One of the servers that are measured side by side, in a process and on a core of its own. */
export interface Server {
  readonly port: number
  paths(count: number, sessions: 'one' | 'each'): Promise<string[]>
  /** The same event so many times to everybody, as fast as it goes. */
  broadcast(rounds: number): Promise<Sent>
  /** So many events a second, to one subscriber after the other. */
  spread(perS: number, forMs: number): Promise<Sent>
  /** So many events in each session. */
  say(events: number): Promise<void>
  memory(collect: boolean): Promise<Memory>
  stop(): Promise<void>
}

export async function startServer(
  file: string,
  { env = {}, core = 0 }: { env?: Record<string, string>; core?: number } = {},
): Promise<Server> {
  const worker: Worker<ServerAsk> = startWorker(file, { env, execArgv: ['--expose-gc'], core })
  return {
    port: await worker.ask<number>({ ask: 'port' }),
    paths: (count, sessions) => worker.ask({ ask: 'paths', count, sessions }),
    broadcast: (rounds) => worker.ask({ ask: 'broadcast', rounds }),
    spread: (perS, forMs) => worker.ask({ ask: 'spread', perS, forMs }),
    say: (events) => worker.ask({ ask: 'say', events }),
    memory: (collect) => worker.ask({ ask: 'memory', collect }),
    stop: worker.stop,
  }
}
