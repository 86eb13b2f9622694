import { Router } from 'express'
import type { Registry } from 'prom-client'
import { createOneATurn } from '../http/one-a-turn.ts'
import { only } from '../http/only.ts'

/** `GET /metrics`, for Prometheus. */
export function createMetricsRoute(register: Registry): Router {
  const router = Router()
  only(router, '/metrics', {
    get: createOneATurn()(async (_req, res) => {
      const text = await register.metrics()
      res.set({ 'Content-Type': register.contentType, 'Cache-Control': 'no-store' }).end(text)
    }),
  })
  return router
}
