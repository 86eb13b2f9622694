import type { RequestHandler, Router } from 'express'
import { ProblemError } from '../errors.ts'

type Method = 'get' | 'post' | 'delete'
type Handler = RequestHandler<{ id: string }>
export type Handlers = Partial<Record<Method, Handler>>

/**
 * Serves `path` with the given methods; any other gets 405 with `Allow`, and OPTIONS the same list. Whatever is asked,
 * `before` is called first; it may throw.
 */
export function only(router: Router, path: string, handlers: Handlers, before?: () => void): void {
  const route = router.route(path)
  const allowed: string[] = []
  for (const method of ['get', 'post', 'delete'] as const) {
    const handler = handlers[method]
    if (!handler) continue
    // A layer of its own would cost each call more than what it does.
    const checked: Handler = (req, res, next) => {
      before?.()
      return handler(req, res, next)
    }
    route[method](checked)
    allowed.push(method.toUpperCase(), ...(method === 'get' ? ['HEAD'] : []))
  }
  const headers = { Allow: allowed.join(', ') }
  route.all((req, res) => {
    before?.()
    if (req.method !== 'OPTIONS') {
      throw new ProblemError(
        'method_not_allowed',
        `This address takes ${headers.Allow}, not ${req.method}.`,
        { headers },
      )
    }
    res.status(204).set(headers).set('Cache-Control', 'no-store').end()
  })
}
