import type { RequestListener } from 'node:http'
import type { ClientAddress } from './client-address.ts'

/** A millisecond or two. */
const mostInATurn = 4

interface Line {
  /** Requests that were worked on in this turn. */
  worked: number
  readonly waiting: (() => void)[]
}

/**
 * Hands `app` so many requests of one address in each turn of the event loop, and the rest in those that follow. Whoever asks on
 * hundreds of connections at once would make each turn as long as all of them take, and a turn takes in one new connection.
 */
export function createFairTurns(app: RequestListener, keyOf: ClientAddress['keyOf']): RequestListener {
  const lines = new Map<string, Line>()

  function lineOf(key: string): Line {
    const known = lines.get(key)
    if (known) return known
    if (lines.size === 0) setImmediate(nextTurn)
    const line = { worked: 0, waiting: [] }
    lines.set(key, line)
    return line
  }

  function nextTurn(): void {
    for (const [key, line] of lines) {
      const due = line.waiting.splice(0, mostInATurn)
      line.worked = due.length
      if (due.length === 0) lines.delete(key)
      for (const work of due) work()
    }
    if (lines.size > 0) setImmediate(nextTurn)
  }

  return (req, res) => {
    const key = keyOf(req)
    if (key === null) return app(req, res)
    const line = lineOf(key)
    if (line.worked >= mostInATurn) return void line.waiting.push(() => app(req, res))
    line.worked++
    app(req, res)
  }
}
