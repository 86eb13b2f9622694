import { Router } from 'express'
import type { Health, Ready } from '@undertone/shared'
import { tryLater } from '../errors.ts'
import { only } from './only.ts'
import { sendJson } from './send-json.ts'

export interface HealthRoutesDeps {
  /** Throws a ProblemError naming the part that can't serve now. */
  assertReady: () => void
}

/** `/health`: the process lives. `/ready`: it can serve. */
export function createHealthRoutes({ assertReady }: HealthRoutesDeps): Router {
  const router = Router()
  only(router, '/health', { get: (_req, res) => sendJson(res, { status: 'ok' } satisfies Health) })
  only(router, '/ready', {
    get(_req, res) {
      assertReady()
      sendJson(res, { status: 'ready' } satisfies Ready)
    },
  })
  return router
}

/** Thrown at whoever comes while the process is on its way out. */
export function draining() {
  return tryLater('draining', 'The server is going down for a moment. Please try again shortly.', 2)
}
