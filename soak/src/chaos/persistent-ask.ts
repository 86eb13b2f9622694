import { request } from 'node:http'
import type { Ask } from '../ask.ts'

const answerWithinMs = 3_000
const againAfterMs = 250

export interface PersistentAskOptions {
  /** Where any of the nodes is reached. */
  readonly url: string
  readonly longestMs: number
  /** An answer that no node should ever give. */
  readonly onFault: (what: string) => void
}

/**
 * Asks any of the nodes, on a connection of its own, and again until one of them gives an answer that isn't "try later".
 * @throws Error where none did within `longestMs`
 */
export function createPersistentAsk({ url, longestMs, onFault }: PersistentAskOptions): Ask {
  return async (path, init = {}) => {
    const endMs = performance.now() + longestMs
    for (;;) {
      const answer = await askOnce(url + path, init.method ?? 'GET')
      if (answer && answer.status < 500) return answer
      if (answer && answer.status !== 503) onFault(`answered with ${answer.status}: ${await answer.text()}`)
      if (performance.now() > endMs) throw new Error(`No certain answer: ${path} ${answer?.status ?? ''}`)
      await new Promise((resolve) => setTimeout(resolve, againAfterMs))
    }
  }
}

/** Null where there was no whole answer. */
export function askOnce(url: string, method: string): Promise<Response | null> {
  return new Promise((resolve) => {
    const asking = request(url, { method, agent: false, signal: AbortSignal.timeout(answerWithinMs) })
    asking.once('error', () => resolve(null))
    asking.once('response', (answer) => {
      const chunks: Buffer[] = []
      answer.on('data', (bytes: Buffer) => chunks.push(bytes))
      answer.once('error', () => resolve(null))
      answer.once('end', () => {
        const status = answer.statusCode ?? 0
        resolve(new Response(Buffer.concat(chunks), { status }))
      })
    })
    asking.end()
  })
}
