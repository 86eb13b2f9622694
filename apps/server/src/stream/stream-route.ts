import { Router, type Request } from 'express'
import type { Clock } from '../clock.ts'
import { sessionNotFound } from '../errors.ts'
import { tooManyConnections, type ConnectionLimit } from '../http/connection-limit.ts'
import { only } from '../http/only.ts'
import { createSessionAccess } from '../sessions/session-access.ts'
import { isSessionId } from '../sessions/session-id.ts'
import type { SessionStore } from '../sessions/session-store.ts'
import type { TakenSockets } from '../http/taken-sockets.ts'
import { eventStreamHeaders, openEventStream } from './event-stream-response.ts'
import type { ToneHub } from './tone-hub.ts'

export interface StreamRouteDeps {
  store: Pick<SessionStore, 'find'>
  hub: ToneHub
  clock: Clock
  sockets: Pick<TakenSockets, 'take'>
  /** Throws while no new stream may open. */
  assertServing: () => void
  /** Throws while there is no room for one more stream. */
  assertRoom: () => void
  connections: Pick<ConnectionLimit, 'claim' | 'unclaim'>
}

/** `GET /session/{id}/stream` */
export function createStreamRoute({
  store,
  hub,
  assertServing,
  assertRoom,
  connections,
  ...deps
}: StreamRouteDeps): Router {
  const router = Router()
  const access = createSessionAccess(store)

  async function sessionOf(anyId: string, afterId: number | null): Promise<string> {
    // What was there a moment ago may have gone with this process only.
    assertServing()
    const { session, role } = await access.read(anyId)
    // An owner is in, by starting; a viewer who has seen nothing yet is new.
    if (role === 'viewer' && !afterId) assertRoom()
    return session.id
  }

  only(router, '/session/:id/stream', {
    async get(req, res) {
      assertServing()
      const { id } = req.params
      // A stream has no length and no end, so whoever asks for its headers alone gets those and nothing is opened.
      if (req.method === 'HEAD') {
        await access.read(id)
        return void res.set(eventStreamHeaders).end()
      }
      if (!isSessionId(id)) throw sessionNotFound(id)
      const { socket } = req
      // What came in together with the request may still be read: only in a turn of its own may its connection be taken.
      await new Promise((resolve) => setImmediate(resolve))
      const afterId = lastEventId(req)
      const subscribe = (sessionId: string) =>
        hub.subscribe({ sessionId, shownId: id }, afterId, () => openEventStream(res, deps))
      if (!connections.claim(req)) throw tooManyConnections()
      // Nearly everybody comes by the session's own id, and many at once: whose id it is, is asked only of the others.
      const find = async () =>
        (await subscribe(id)) ?? (socket.destroyed ? null : await subscribe(await sessionOf(id, afterId)))
      const subscription = await find().catch((error: unknown) => {
        connections.unclaim(req)
        throw error
      })
      if (!subscription) connections.unclaim(req)
      // Nobody is there any more who could be told anything.
      if (!subscription && socket.destroyed) return
      if (!subscription) throw sessionNotFound(id)
      if (socket.destroyed) subscription.leave()
      else socket.once('close', subscription.leave)
    },
  })
  return router
}

/** The id to resume after. The header wins; what isn't a non-negative integer is ignored. */
function lastEventId(req: Request): number | null {
  return eventId(req.get('Last-Event-ID')) ?? eventId(req.query['last_event_id'])
}

function eventId(text: unknown): number | null {
  return typeof text === 'string' && /^\d+$/.test(text) ? Number(text) : null
}
