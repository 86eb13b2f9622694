import { monitorEventLoopDelay } from 'node:perf_hooks'
import { answerWith } from '../support/worker.ts'
import type { Memory, Sent, ServerAsk } from './server.ts'

/** How one of the servers does what it is asked. */
export interface Sending {
  readonly port: number
  paths(count: number, sessions: 'one' | 'each'): Promise<string[]>
  /** One event to everybody. */
  sendAll(): unknown
  /** One event to the subscriber `turn`, counted round and round. */
  sendOne(turn: number): unknown
}

/** Makes this process one of the servers that are measured. */
export function answerServer({ port, paths, sendAll, sendOne }: Sending): void {
  let said = 0
  answerWith<ServerAsk>(async (asked) => {
    if (asked.ask === 'port') return port
    if (asked.ask === 'paths') return paths(asked.count, asked.sessions)
    if (asked.ask === 'broadcast') return measured(() => broadcast(asked.rounds, sendAll))
    if (asked.ask === 'spread') return measured(() => spread(asked.perS, asked.forMs, sendOne))
    if (asked.ask === 'memory') return memory(asked.collect)
    for (; said < asked.events; said++) await sendAll()
    return null
  })
}

/** The event loop has its turn after each. */
async function broadcast(rounds: number, send: () => unknown): Promise<number> {
  for (let round = 0; round < rounds; round++) {
    send()
    await new Promise(setImmediate)
  }
  return rounds
}

/** As on a busy server, where each turn of the event loop finds a few. */
const turnMs = 4

/** Evenly, as the time comes: what a turn of the loop missed the next one catches up. */
async function spread(perS: number, forMs: number, send: (turn: number) => unknown): Promise<number> {
  const startMs = performance.now()
  let events = 0
  for (let passedMs = 0; passedMs < forMs; passedMs = performance.now() - startMs) {
    for (const due = (passedMs / 1000) * perS; events < due; events++) send(events)
    await new Promise((resolve) => setTimeout(resolve, turnMs))
  }
  return events
}

async function measured(act: () => Promise<number>): Promise<Sent> {
  const delay = monitorEventLoopDelay({ resolution: 1 })
  delay.enable()
  const startMs = performance.now()
  const before = process.cpuUsage()
  const events = await act()
  const { user, system } = process.cpuUsage(before)
  const tookMs = performance.now() - startMs
  delay.disable()
  return {
    events,
    tookMs,
    cpuMs: (user + system) / 1000,
    delayP99Ms: delay.percentile(99) / 1e6,
    delayMostMs: delay.max / 1e6,
  }
}

async function memory(collect: boolean): Promise<Memory> {
  for (let n = 0; collect && n < 3; n++) {
    globalThis.gc?.()
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  const { rss, heapUsed } = process.memoryUsage()
  return { rssBytes: rss, heapBytes: heapUsed }
}
