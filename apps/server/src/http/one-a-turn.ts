import type { RequestHandler } from 'express'

/** Has `handler` wait for its turn. */
export type OneATurn = <P>(handler: RequestHandler<P>) => RequestHandler<P>

/**
 * Lets one request through in each turn of the event loop, in the order in which they came: what takes milliseconds can be
 * asked for on hundreds of connections at once, and would leave no turn to those who ask for little.
 */
export function createOneATurn(): OneATurn {
  let last = Promise.resolve()
  const nextTurn = () => new Promise<void>((resolve) => setImmediate(resolve))
  return (handler) => async (req, res, next) => {
    await (last = last.then(nextTurn))
    // Whoever asks and goes costs nothing more.
    if (!req.socket.destroyed) await handler(req, res, next)
  }
}
