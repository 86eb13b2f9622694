import type { RequestHandler, Router } from 'express'
import { ProblemError } from '../errors.ts'

type Method = 'get' | 'post' | 'delete'
type Handler = RequestHandler<{ id: string }>

/** Serves `path` with the given methods; any other gets 405 with `Allow`, and OPTIONS the same list. */
export function only(router: Router, path: string, handlers: Partial<Record<Method, Handler>>): void {
  const route = router.route(path)
  const allowed: string[] = []
  for (const method of ['get', 'post', 'delete'] as const) {
    const handler = handlers[method]
    if (!handler) continue
    route[method](handler)
    allowed.push(method.toUpperCase(), ...(method === 'get' ? ['HEAD'] : []))
  }
  const headers = { Allow: allowed.join(', ') }
  route.all((req, res) => {
    if (req.method !== 'OPTIONS') {
      throw new ProblemError(
        'method_not_allowed',
        `This address takes ${headers.Allow}, not ${req.method}.`,
        { headers },
      )
    }
    res.status(204).set(headers).end()
  })
}
