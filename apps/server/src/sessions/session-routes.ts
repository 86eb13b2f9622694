import { Router } from 'express'
import { startRequestSchema, type SessionEnded, type Share } from '@undertone/shared'
import type { Clock } from '../clock.ts'
import { sessionNotFound } from '../errors.ts'
import { jsonBody } from '../http/json-body.ts'
import { only } from '../http/only.ts'
import { validate } from '../http/validate.ts'
import { exportQuerySchema, historyQuerySchema, selectEvents } from './history-query.ts'
import { idleTtlS, type IdleTtlLimits } from './idle-ttl.ts'
import { createSessionAccess } from './session-access.ts'
import type { HistorySlice, SessionStore } from './session-store.ts'
import { historyView, sessionView } from './session-view.ts'

export interface SessionRoutesDeps {
  store: SessionStore
  clock: Clock
  limits: IdleTtlLimits
  /** Throws while the process is on its way out. */
  assertServing: () => void
}

/** Start, look at, share, end, read back and export a session. */
export function createSessionRoutes({ store, clock, limits, assertServing }: SessionRoutesDeps): Router {
  const router = Router()
  const access = createSessionAccess(store)

  async function readHistory(anyId: string): Promise<HistorySlice> {
    const { session } = await access.read(anyId)
    const slice = await store.history(session.id)
    if (!slice) throw sessionNotFound(anyId)
    return slice
  }

  // A session that goes with this process isn't certain to be gone before the process is, and elsewhere it may live on.
  router.use('/session', (_req, _res, next) => {
    assertServing()
    next()
  })
  router.post('/session/start', jsonBody())

  only(router, '/session/start', {
    async post(req, res) {
      const { elcor = false, idle_ttl_s } = validate(
        startRequestSchema,
        req.body === undefined ? {} : req.body,
      )
      const session = await store.create({ elcor, idleTtlMs: idleTtlS(idle_ttl_s, limits) * 1000 })
      res.json(sessionView({ session, role: 'owner' }, session.id))
    },
  })

  only(router, '/session/:id', {
    async get(req, res) {
      const { id } = req.params
      res.json(sessionView(await access.read(id), id))
    },
  })

  only(router, '/session/:id/share', {
    async post(req, res) {
      const session = await access.control(req.params.id)
      const viewerId = await store.share(session.id)
      if (viewerId === null) throw sessionNotFound(session.id)
      res.json({ viewer_id: viewerId } satisfies Share)
    },
  })

  only(router, '/session/:id/end', {
    async delete(req, res) {
      const { id } = await access.control(req.params.id)
      if (!(await store.remove(id, 'ended'))) throw sessionNotFound(id)
      res.json({ session_id: id, state: 'stopped' } satisfies SessionEnded)
    },
  })

  only(router, '/session/:id/history', {
    async get(req, res) {
      const query = validate(historyQuerySchema, req.query)
      const slice = await readHistory(req.params.id)
      res.json(historyView(req.params.id, slice, selectEvents(slice.events, query)))
    },
  })

  only(router, '/session/:id/export', {
    async get(req, res) {
      const { format } = validate(exportQuerySchema, req.query)
      const slice = await readHistory(req.params.id)
      res.attachment(`undertone-${clock.date().toISOString().slice(0, 10)}.${format}`)
      res.json(historyView(req.params.id, slice, slice.events))
    },
  })

  return router
}
