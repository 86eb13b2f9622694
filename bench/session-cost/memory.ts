import { bytes, count, times } from '../support/format.ts'
import { isShort } from '../support/options.ts'
import type { Growth, Report } from '../support/report.ts'
import { startWorker } from '../support/worker.ts'

export interface MemoryAsk {
  readonly ask: 'sessions' | 'bare'
  readonly count: number
}

export interface Held {
  /** Of JavaScript, with what it holds outside of its heap. */
  readonly heapBytes: number
  /** Of the process, as the machine sees it. */
  readonly rssBytes: number
}

const mostBytes = 2_048
const counts = isShort ? [1_000, 10_000] : [10_000, 100_000, 1_000_000]

/** What a session takes that lives and that nobody watches, beside the least that it could be. */
export async function measureMemory(file: string): Promise<Report> {
  const points: Growth['points'][number][] = []
  const rows: Report['rows'][number][] = []
  for (const sessions of counts) {
    const ours = await hold(file, { ask: 'sessions', count: sessions })
    const bare = await hold(file, { ask: 'bare', count: sessions })
    points.push({ work: sessions, cost: ours.rssBytes / 1e6 })
    const each = ({ heapBytes, rssBytes }: Held) =>
      `${bytes(heapBytes / sessions)} of heap, ${bytes(rssBytes / sessions)} of RSS`
    rows.push({
      what: `an idle session, of ${count(sessions)}`,
      figure: each(ours),
      peer: `a Map of their values: ${each(bare)}`,
      ratio: times(ours.heapBytes / bare.heapBytes),
      goal: `≤ ${bytes(mostBytes)}`,
      met: Math.max(ours.heapBytes, ours.rssBytes) / sessions <= mostBytes,
    })
  }
  const growth = { what: 'memory of idle sessions', unit: 'sessions', cost: 'MB of RSS', points }
  return { rows, growth: [growth] }
}

async function hold(file: string, asked: MemoryAsk): Promise<Held> {
  const env = { PORT: '0', MAX_SESSIONS: '2000000', LOG_LEVEL: 'error' }
  const worker = startWorker<MemoryAsk>(file, { env, execArgv: ['--expose-gc'] })
  const held = await worker.ask<Held>(asked)
  await worker.stop()
  return held
}
