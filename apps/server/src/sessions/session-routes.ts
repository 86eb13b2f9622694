import { Router } from 'express'
import { startRequestSchema, type SessionEnded, type Share } from '@undertone/shared'
import type { Clock } from '../clock.ts'
import { sessionNotFound } from '../errors.ts'
import { readJsonBody } from '../http/json-body.ts'
import type { OneATurn } from '../http/one-a-turn.ts'
import { only, type Handlers } from '../http/only.ts'
import type { StartLimits } from '../http/start-limits.ts'
import { sendJson, sendJsonText } from '../http/send-json.ts'
import { validate } from '../http/validate.ts'
import type { Audience } from '../stream/audience.ts'
import { createAccessCode } from './access-code.ts'
import { exportCsv, exportTxt } from './export-text.ts'
import { exportQuerySchema, historyQuerySchema, selectEvents } from './history-query.ts'
import { idleTtlS, type IdleTtlLimits } from './idle-ttl.ts'
import { createSessionAccess } from './session-access.ts'
import type { HistorySlice, SessionStore } from './session-store.ts'
import { historyText, sessionView } from './session-view.ts'

export interface SessionRoutesDeps {
  store: SessionStore
  clock: Clock
  settings: IdleTtlLimits & { accessCode: string | null }
  /** Throws while the process is on its way out. */
  assertServing: () => void
  /** Throws while there is no room for one more session. */
  assertRoom: () => void
  startLimits: Pick<StartLimits, 'starts' | 'wrongCodes'>
  /** For what takes, of a long session, as long as many other calls. */
  oneATurn: OneATurn
}

/** Start, look at, share, end, read back and export a session. */
export function createSessionRoutes({ store, clock, settings, ...deps }: SessionRoutesDeps): Router {
  const { assertServing, assertRoom, startLimits, oneATurn } = deps
  const router = Router()
  const access = createSessionAccess(store)
  const accessCode = createAccessCode(settings.accessCode)

  async function readHistory(shownId: string): Promise<{ audience: Audience; slice: HistorySlice }> {
    const { session } = await access.read(shownId)
    const slice = await store.history(session.id)
    if (!slice) throw sessionNotFound(shownId)
    return { audience: { sessionId: session.id, shownId }, slice }
  }

  // A session that goes with this process isn't certain to be gone before the process is, and elsewhere it may live on.
  const serve = (path: string, handlers: Handlers) => only(router, path, handlers, assertServing)

  serve('/session/start', {
    async post(req, res) {
      // Before its body is read: who is sent away should cost little.
      assertRoom()
      await startLimits.starts.check(req, res)
      const body = await readJsonBody(req, res)
      // That may have taken a while.
      assertServing()
      const asked = validate(startRequestSchema, body === undefined ? {} : body)
      if (accessCode.isGuess(asked.access_code)) await startLimits.wrongCodes.check(req, res)
      accessCode.check(asked.access_code)
      const idleTtlMs = idleTtlS(asked.idle_ttl_s, settings) * 1000
      const session = await store.create({ elcor: asked.elcor ?? false, idleTtlMs })
      sendJson(res, sessionView({ session, role: 'owner' }, session.id))
    },
  })

  serve('/session/:id', {
    async get(req, res) {
      const { id } = req.params
      sendJson(res, sessionView(await access.read(id), id))
    },
  })

  serve('/session/:id/share', {
    async post(req, res) {
      const session = await access.control(req.params.id)
      const viewerId = await store.share(session.id)
      if (viewerId === null) throw sessionNotFound(session.id)
      sendJson(res, { viewer_id: viewerId } satisfies Share)
    },
  })

  serve('/session/:id/end', {
    async delete(req, res) {
      const { id } = await access.control(req.params.id)
      if (!(await store.remove(id, 'ended'))) throw sessionNotFound(id)
      sendJson(res, { session_id: id, state: 'stopped' } satisfies SessionEnded)
    },
  })

  serve('/session/:id/history', {
    get: oneATurn(async (req, res) => {
      const query = validate(historyQuerySchema, req.query)
      const { audience, slice } = await readHistory(req.params.id)
      sendJsonText(res, historyText(audience, slice, selectEvents(slice.events, query)))
    }),
  })

  serve('/session/:id/export', {
    get: oneATurn(async (req, res) => {
      const { format } = validate(exportQuerySchema, req.query)
      const { audience, slice } = await readHistory(req.params.id)
      res.attachment(`undertone-${clock.date().toISOString().slice(0, 10)}.${format}`)
      if (format === 'json') return sendJsonText(res, historyText(audience, slice, slice.events))
      const write = format === 'csv' ? exportCsv : exportTxt
      res.set('Cache-Control', 'no-store').send(write(slice.events))
    }),
  })

  // Last, for what is at none of these addresses: before them it would cost every call.
  router.use('/session', (_req, _res, next) => {
    assertServing()
    next()
  })
  return router
}
