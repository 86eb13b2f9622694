import { startWorker } from '../support/worker.ts'
import type { Speech, Spoken } from './speaker.ts'

export type NodeAsk =
  | { readonly ask: 'url' }
  | { readonly ask: 'create'; readonly count: number }
  | ({ readonly ask: 'speak' } & Speech)
  | { readonly ask: 'usage' }

export interface NodeUsage {
  /** Of all its threads, since it started. */
  readonly cpuMs: number
  readonly rssBytes: number
  readonly streams: number
}

/** A node of the cluster: a process of its own. */
export interface Node {
  readonly url: string
  create(count: number): Promise<string[]>
  speak(speech: Speech): Promise<Spoken>
  usage(): Promise<NodeUsage>
  stop(): Promise<void>
}

/** `redisUrl` null keeps sessions in the process' memory. */
export async function startNode(file: string, redisUrl: string | null): Promise<Node> {
  const settings = {
    PORT: '0',
    REDIS_URL: redisUrl ?? '',
    MAX_SESSIONS: '1000000',
    // No stream comes of age while it is measured; what that costs is measured by itself.
    STREAM_MAX_AGE_S: '100000',
    LOG_LEVEL: 'error',
  }
  const worker = startWorker<NodeAsk>(file, { env: settings })
  return {
    url: await worker.ask<string>({ ask: 'url' }),
    create: (count) => worker.ask<string[]>({ ask: 'create', count }),
    speak: (speech) => worker.ask<Spoken>({ ask: 'speak', ...speech }),
    usage: () => worker.ask<NodeUsage>({ ask: 'usage' }),
    stop: worker.stop,
  }
}
