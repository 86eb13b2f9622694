import { startWorker } from '../support/worker.ts'

export type WatchersAsk =
  | { readonly ask: 'open'; readonly urls: readonly string[] }
  | { readonly ask: 'reopen'; readonly perS: number; readonly forMs: number }
  | { readonly ask: 'take' }

/** What came since it was last asked. */
export interface Heard {
  readonly count: number
  readonly bytes: number
  /** Each event's way, from the store's door on one node to the socket here. */
  readonly latenciesMs: readonly number[]
  readonly cpuMs: number
}

/** Those who watch, in a process of their own. */
export interface Watchers {
  /** Resolves once all streams are open. */
  open(urls: readonly string[]): Promise<void>
  /** Closes streams and opens them again, so many a second; returns how many. */
  reopen(perS: number, forMs: number): Promise<number>
  take(): Promise<Heard>
  stop(): Promise<void>
}

export function startWatchers(file: string): Watchers {
  const worker = startWorker<WatchersAsk>(file)
  return {
    open: (urls) => worker.ask({ ask: 'open', urls }),
    reopen: (perS, forMs) => worker.ask({ ask: 'reopen', perS, forMs }),
    take: () => worker.ask({ ask: 'take' }),
    stop: worker.stop,
  }
}
