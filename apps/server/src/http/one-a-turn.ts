import type { RequestHandler } from 'express'
import type { ClientAddress } from './client-address.ts'

/** Has `handler` wait for its turn. */
export type OneATurn = <P>(handler: RequestHandler<P>) => RequestHandler<P>

/**
 * Lets one request through in each turn of the event loop, of each address by turns: what takes milliseconds can be asked for
 * on hundreds of connections at once, and would leave no turn to those who ask for little, and a late one to those who ask
 * for the same.
 */
export function createOneATurn(keyOf: ClientAddress['keyOf']): OneATurn {
  /** Who waits, by address; the first one's turn is next. */
  const lines = new Map<string | null, (() => void)[]>()

  function turnOf(key: string | null): Promise<void> {
    if (lines.size === 0) setImmediate(nextTurn)
    const waiting = lines.get(key) ?? []
    lines.set(key, waiting)
    return new Promise((resolve) => void waiting.push(resolve))
  }

  function nextTurn(): void {
    for (const [key, waiting] of lines) {
      waiting.shift()?.()
      // Whoever wants more stands behind the others.
      lines.delete(key)
      if (waiting.length > 0) lines.set(key, waiting)
      break
    }
    if (lines.size > 0) setImmediate(nextTurn)
  }

  return (handler) => async (req, res, next) => {
    await turnOf(keyOf(req))
    // Whoever asks and goes costs nothing more.
    if (!req.socket.destroyed) await handler(req, res, next)
  }
}
