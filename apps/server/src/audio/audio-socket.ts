import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { audioCloseCode, maxFrameBytes } from '@undertone/shared'
import { WebSocketServer, type WebSocket } from 'ws'
import type { Clock } from '../clock.ts'
import { ProblemError } from '../errors.ts'
import { isOwnOrigin, type OriginRule } from '../http/own-origin.ts'
import { turnAway } from '../http/turn-away.ts'
import type { Found, SessionStore, TakenMicrophone } from '../sessions/session-store.ts'
import type { Session } from '../sessions/session.ts'
import type { TonePipeline } from '../tone/tone-pipeline.ts'
import { createKnownSpeakers } from './known-speakers.ts'
import { createMicrophone, type Microphone } from './microphone.ts'
import { notAHandshake } from './not-a-handshake.ts'
import { createTakeoverLimit } from './takeover-limit.ts'

/** A phone that dropped off the network leaves its socket open; it is asked for a sign of life this often. */
const aliveCheckEveryMs = 15_000
/** A message in more pieces is closed with 1008, whether there is anything in them or not. */
const maxFragments = 64
/** How long a microphone may take to answer the closing handshake as the server stops. */
const closingGraceMs = 1_000
/** "Try again later": https://www.iana.org/assignments/websocket/websocket.xhtml#close-code-number */
const tryAgainLaterCode = 1013

export interface AudioSocketDeps {
  store: Pick<SessionStore, 'find' | 'takeMicrophone' | 'leaveMicrophone'>
  pipeline: TonePipeline
  clock: Clock
  origins: OriginRule
  isServing: () => boolean
  /** False where the address has all the connections that it may have. */
  mayConnect: (req: IncomingMessage) => boolean
  /** Throws while there is no room for one more microphone. */
  assertRoom: () => void
  onError: (error: unknown) => void
}

export interface AudioSocket {
  /** Takes an HTTP upgrade; `false` when the address isn't a microphone's. */
  upgrade(req: IncomingMessage, socket: Duplex, head: Buffer): boolean
  /** Closes the microphone of a session that is gone, if it has one. */
  close(sessionId: string): void
  /** Closes the session's microphone if it is below `number`: that one took over, on another node. */
  takeOver(sessionId: string, number: number): void
  microphoneCount(): number
  /** How much audio waits for its classifier, where the most does and on average, and how much was let go so far. */
  lag(): { longestMs: number; averageMs: number; letGoMs: number }
  /** Tells every microphone that the server goes away. */
  stop(): void
}

interface Place {
  readonly microphone: Microphone
  readonly number: number
}

/** A connection whose session is being asked for. */
interface Arrival {
  readonly id: string
  readonly req: IncomingMessage
  readonly isTooMany: boolean
  found: Found | null
  /** The end of the session may be told before an older answer comes in; a microphone taken then would stay for ever. */
  sessionOver: boolean
  /** The newest microphone that took over on another node meanwhile, as the answer with this one's number may come later. */
  newestElsewhere: number
}

/** `WS /session/{id}/audio`: one microphone a session, the newest wins. */
export function createAudioSocket(deps: AudioSocketDeps): AudioSocket {
  const { store, pipeline, clock, onError } = deps
  const wss = new WebSocketServer({
    noServer: true,
    perMessageDeflate: false,
    maxPayload: maxFrameBytes,
    maxFragments,
  })
  // By itself ws refuses what is no handshake with a line of text, and errors are problems here.
  wss.on('wsClientError', (error, socket, req) => turnAway(socket, notAHandshake(error, req.method)))
  const microphones = new Map<string, Place>()
  const takeovers = createTakeoverLimit(clock)
  const speakers = createKnownSpeakers(clock)
  const arrivals = new Set<Arrival>()
  let letGoMs = 0
  const aliveCheck = clock.every(aliveCheckEveryMs, () => {
    for (const { microphone } of microphones.values()) microphone.checkAlive()
    takeovers.forgetOld()
    speakers.forgetOld()
  })

  /** The code to close with, or the session that this connection may speak to. */
  function admit({ req, isTooMany, found, sessionOver }: Arrival): Session | number {
    if (!deps.isServing()) return audioCloseCode.goingAway
    if (isTooMany) return audioCloseCode.tooMany
    if (!isOwnOrigin(req.headers, deps.origins)) return audioCloseCode.forbidden
    if (!found || sessionOver) return audioCloseCode.noSession
    if (found.role === 'viewer') return audioCloseCode.forbidden
    return takeovers.allow(found.session.id) ? found.session : audioCloseCode.tooMany
  }

  function accept(socket: WebSocket, session: Session, taken: TakenMicrophone): void {
    microphones.get(session.id)?.microphone.close(audioCloseCode.takenOver, { takenOver: true })
    const microphone = createMicrophone({
      socket,
      listening: pipeline.listen(session, taken),
      clock,
      onError,
      onLetGo: (durationMs) => void (letGoMs += durationMs),
      onClosed() {
        if (microphones.get(session.id)?.microphone !== microphone) return
        microphones.delete(session.id)
        speakers.left(session.id)
      },
    })
    microphones.set(session.id, { microphone, number: taken.number })
  }

  /** Takes the session's microphone for `socket`, or says by what code it must close. */
  async function take(socket: WebSocket, session: Session, arrival: Arrival): Promise<number | null> {
    const taken = await store.takeMicrophone(session.id)
    if (!taken) return audioCloseCode.noSession
    const refusal = refusalNow(arrival, taken)
    if (refusal === null && socket.readyState === socket.OPEN) accept(socket, session, taken)
    else await store.leaveMicrophone(session.id, taken.number, null)
    return refusal
  }

  /** What may have happened while the store was asked. */
  function refusalNow(arrival: Arrival, { number }: TakenMicrophone): number | null {
    if (arrival.sessionOver) return audioCloseCode.noSession
    if (!deps.isServing()) return audioCloseCode.goingAway
    const newest = Math.max(arrival.newestElsewhere, microphones.get(arrival.id)?.number ?? 0)
    return newest > number ? audioCloseCode.takenOver : null
  }

  /** @throws ProblemError `at_capacity` for who is new where there is no room */
  async function find(id: string): Promise<Found | null> {
    const found = await store.find(id)
    if (found?.role === 'owner' && !microphones.has(found.session.id) && !speakers.has(found.session.id))
      deps.assertRoom()
    return found
  }

  async function greet(socket: WebSocket, arrival: Arrival): Promise<void> {
    // For as long as it has no microphone behind it.
    socket.on('error', () => {})
    const admitted = admit(arrival)
    if (typeof admitted === 'number') return socket.close(admitted)
    // No frame may come in while nobody listens.
    socket.pause()
    const code = await take(socket, admitted, arrival).catch((error: unknown) => {
      onError(error)
      return tryAgainLaterCode
    })
    socket.resume()
    if (code !== null) socket.close(code)
  }

  return {
    upgrade(req, socket, head) {
      const id = sessionIdOf(req)
      if (id === null) return false
      const isTooMany = !deps.mayConnect(req)
      const arrival: Arrival = { id, req, isTooMany, found: null, sessionOver: false, newestElsewhere: 0 }
      arrivals.add(arrival)
      const isOver = () => void arrivals.delete(arrival)
      // Asked before the handshake, so that who can't be served may be told so in HTTP. Another refusal is a close code, as
      // a page can't read the status of a failed handshake.
      const asked = deps.isServing() && !isTooMany ? find(id) : Promise.resolve(null)
      const answered = asked.then(
        (found) => {
          arrival.found = found
          wss.handleUpgrade(req, socket, head, (ws) => void greet(ws, arrival).catch(onError).finally(isOver))
          // A request that isn't a handshake was answered, and its connection closed.
          if (!socket.writable) isOver()
        },
        (error: unknown) => {
          isOver()
          // Whoever asked is told, and it is no fault.
          if (!(error instanceof ProblemError)) onError(error)
          turnAway(socket, error)
        },
      )
      answered.catch(onError)
      return true
    },
    close(sessionId) {
      for (const arrival of arrivals) if (arrival.id === sessionId) arrival.sessionOver = true
      const place = microphones.get(sessionId)
      microphones.delete(sessionId)
      takeovers.forget(sessionId)
      speakers.forget(sessionId)
      place?.microphone.close(audioCloseCode.sessionOver)
    },
    takeOver(sessionId, number) {
      for (const arrival of arrivals)
        if (arrival.id === sessionId) arrival.newestElsewhere = Math.max(arrival.newestElsewhere, number)
      const place = microphones.get(sessionId)
      if (place && place.number < number) place.microphone.close(audioCloseCode.takenOver)
    },
    microphoneCount: () => microphones.size,
    lag() {
      const each = [...microphones.values()].map(({ microphone }) => microphone.lagMs())
      const sumMs = each.reduce((sum, ms) => sum + ms, 0)
      return { longestMs: Math.max(0, ...each), averageMs: sumMs / Math.max(1, each.length), letGoMs }
    },
    stop() {
      aliveCheck.stop()
      for (const { microphone } of microphones.values()) microphone.close(audioCloseCode.goingAway)
      microphones.clear()
      // The handshake goes on being served while the port is open: a late microphone learns by its code that we go.
      clock.after(closingGraceMs, () => wss.clients.forEach((socket) => socket.terminate()))
    },
  }
}

/** Escaped or not, an id means the same as it does to the router of the other calls. */
function sessionIdOf(req: IncomingMessage): string | null {
  const id = /^\/session\/([^/?]+)\/audio\/?(?:\?|$)/.exec(req.url ?? '')?.[1] ?? ''
  try {
    return decodeURIComponent(id) || null
  } catch {
    return null
  }
}
