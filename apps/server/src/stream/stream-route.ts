import { Router, type Request, type Response } from 'express'
import type { Clock } from '../clock.ts'
import { sessionNotFound } from '../errors.ts'
import { only } from '../http/only.ts'
import type { SessionStore } from '../sessions/session-store.ts'
import type { Session } from '../sessions/session.ts'
import { eventStreamHeaders, openEventStream } from './event-stream-response.ts'
import type { ToneHub } from './tone-hub.ts'

export interface StreamRouteDeps {
  store: Pick<SessionStore, 'get'>
  hub: ToneHub
  clock: Clock
  /** Throws while no new stream may open. */
  assertServing: () => void
}

/** `GET /session/{id}/stream` */
export function createStreamRoute({ store, hub, clock, assertServing }: StreamRouteDeps): Router {
  const router = Router()
  only(router, '/session/:id/stream', {
    async get(req, res) {
      assertServing()
      const { id } = req.params
      if (req.method === 'HEAD') return void answerHead(res, await store.get(id), id)
      // A request that was sent before an earlier one on its connection was answered has no socket yet, and would
      // never be told that the connection is gone. No client that wants a stream does this.
      if (res.socket === null) return void req.socket.destroy()
      let gone = false
      let leave = () => {}
      res.once('close', () => {
        gone = true
        leave()
      })
      const subscription = await hub.subscribe(id, lastEventId(req), () => openEventStream(res, clock))
      if (!subscription) throw sessionNotFound(id)
      leave = subscription.leave
      if (gone) leave()
    },
  })
  return router
}

/** The id to resume after. The header wins; what isn't a non-negative integer is ignored. */
function lastEventId(req: Request): number | null {
  const candidates = [req.get('Last-Event-ID'), req.query['last_event_id']]
  for (const text of candidates) {
    if (typeof text !== 'string' || !/^\d+$/.test(text)) continue
    return Number(text)
  }
  return null
}

/** A stream has no length and no end, so whoever asks for its headers alone gets those and nothing is opened. */
function answerHead(res: Response, session: Session | null, id: string): void {
  if (!session) throw sessionNotFound(id)
  res.set(eventStreamHeaders).end()
}
