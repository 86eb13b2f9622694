import { startWorker } from '../support/worker.ts'
import type { LongestTurn } from './loop-watch.ts'

export type FieldAsk =
  | { readonly ask: 'live'; readonly count: number; readonly groups: number; readonly groupSize: number }
  | { readonly ask: 'none-due'; readonly sweeps: number }
  | { readonly ask: 'scan'; readonly scans: number }
  | { readonly ask: 'next-due' }
  | { readonly ask: 'all-due' }

/** One sweep, from its call to its end. */
export interface Swept {
  readonly removed: number
  readonly tookMs: number
  readonly cpuMs: number
  readonly longest: LongestTurn
}

/** A server with its sessions, in a process of its own. */
export interface Field {
  /** Starts sessions that live on, and before them groups that come to be due one after the other. */
  live(count: number, groups: number, groupSize: number): Promise<void>
  /** How long each of `sweeps` took with nothing to end, µs. */
  noneDue(sweeps: number): Promise<number[]>
  /** How long each look at all of the same sessions in a Map took, µs. */
  scan(scans: number): Promise<number[]>
  nextDue(): Promise<Swept>
  allDue(): Promise<Swept>
  stop(): Promise<void>
}

export function openField(file: string): Field {
  const env = { PORT: '0', MAX_SESSIONS: '2000000', SESSION_IDLE_TTL_S: '100000', LOG_LEVEL: 'error' }
  const worker = startWorker<FieldAsk>(file, { env, execArgv: ['--expose-gc'] })
  return {
    live: (count, groups, groupSize) => worker.ask({ ask: 'live', count, groups, groupSize }),
    noneDue: (sweeps) => worker.ask<number[]>({ ask: 'none-due', sweeps }),
    scan: (scans) => worker.ask<number[]>({ ask: 'scan', scans }),
    nextDue: () => worker.ask<Swept>({ ask: 'next-due' }),
    allDue: () => worker.ask<Swept>({ ask: 'all-due' }),
    stop: worker.stop,
  }
}
