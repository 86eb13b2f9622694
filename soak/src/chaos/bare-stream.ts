import { request } from 'node:http'

/** What came of watching a stream for a while. */
export interface Watched {
  readonly status: number | null
  /** Monotonic ms; null where it never opened. */
  readonly openedAtMs: number | null
  /** The server ended it, or its connection broke. */
  readonly isBroken: boolean
  /** It was told that the session is over. */
  readonly isToldGone: boolean
}

const opensWithinMs = 3_000
/** More than the last words of a stream take. */
const mostText = 4_096
/** A server pings every 15 s. */
const longestSilenceMs = 20_000

/** Watches the stream at `url` for `ms` without understanding it, and leaves. */
export function watchBare(url: string, ms: number): Promise<Watched> {
  return new Promise((resolve) => {
    let status: number | null = null
    let openedAtMs: number | null = null
    let text = ''
    const asking = request(url, { agent: false })
    let silence = setTimeout(() => finish(true), opensWithinMs)
    let leaving: NodeJS.Timeout | undefined

    function finish(isBroken: boolean): void {
      clearTimeout(silence)
      clearTimeout(leaving)
      asking.destroy()
      const isToldGone = /"reason":"(?:expired|ended)"/.test(text)
      resolve({ status, openedAtMs, isBroken, isToldGone })
    }

    asking.on('error', () => finish(true))
    asking.once('response', (answer) => {
      status = answer.statusCode ?? null
      answer.on('data', (bytes: Buffer) => {
        clearTimeout(silence)
        silence = setTimeout(() => finish(true), longestSilenceMs)
        text = (text + bytes.toString('latin1')).slice(-mostText)
        if (openedAtMs !== null || !text.includes('event: stream-open')) return
        openedAtMs = performance.now()
        leaving = setTimeout(() => finish(false), ms)
      })
      answer.on('error', () => {})
      answer.once('close', () => finish(true))
    })
    asking.end()
  })
}
