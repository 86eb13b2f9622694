import { Router } from 'express'
import type { Registry } from 'prom-client'
import type { OneATurn } from '../http/one-a-turn.ts'
import { only } from '../http/only.ts'

/** `GET /metrics`, for Prometheus. */
export function createMetricsRoute(register: Registry, oneATurn: OneATurn): Router {
  const router = Router()
  only(router, '/metrics', {
    get: oneATurn(async (_req, res) => {
      const text = await register.metrics()
      res.set({ 'Content-Type': register.contentType, 'Cache-Control': 'no-store' }).end(text)
    }),
  })
  return router
}
