import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { audioCloseCode, maxFrameBytes } from '@undertone/shared'
import { WebSocketServer, type WebSocket } from 'ws'
import type { Clock } from '../clock.ts'
import type { Found, SessionStore } from '../sessions/session-store.ts'
import type { Session } from '../sessions/session.ts'
import type { TonePipeline } from '../tone/tone-pipeline.ts'
import { createMicrophone, type Microphone } from './microphone.ts'
import { isOwnOrigin } from './own-origin.ts'
import { createTakeoverLimit } from './takeover-limit.ts'

/** A phone that dropped off the network leaves its socket open; it is asked for a sign of life this often. */
const aliveCheckEveryMs = 15_000
/** How long a microphone may take to answer the closing handshake as the server stops. */
const closingGraceMs = 1_000

export interface AudioSocketDeps {
  store: Pick<SessionStore, 'find'>
  pipeline: TonePipeline
  clock: Clock
  publicOrigin: string | null
  isServing: () => boolean
  onError: (error: unknown) => void
}

export interface AudioSocket {
  /** Takes an HTTP upgrade; `false` when the address isn't a microphone's. */
  upgrade(req: IncomingMessage, socket: Duplex, head: Buffer): boolean
  /** Closes the microphone of a session that is gone, if it has one. */
  close(sessionId: string): void
  microphoneCount(): number
  /** Tells every microphone that the server goes away. */
  stop(): void
}

/** A connection whose session is being asked for. */
interface Arrival {
  readonly id: string
  readonly req: IncomingMessage
  found: Found | null
  /** The end of the session may be told before an older answer comes in; a microphone taken then would stay for ever. */
  sessionOver: boolean
}

/** `WS /session/{id}/audio`: one microphone a session, the newest wins. */
export function createAudioSocket(deps: AudioSocketDeps): AudioSocket {
  const { store, pipeline, clock, onError } = deps
  const wss = new WebSocketServer({ noServer: true, perMessageDeflate: false, maxPayload: maxFrameBytes })
  const microphones = new Map<string, Microphone>()
  const takeovers = createTakeoverLimit(clock)
  const arrivals = new Set<Arrival>()
  const aliveCheck = clock.every(aliveCheckEveryMs, () => {
    for (const microphone of microphones.values()) microphone.checkAlive()
  })

  /** The code to close with, or the session that this connection may speak to. */
  function admit({ req, found, sessionOver }: Arrival): Session | number {
    if (!deps.isServing()) return audioCloseCode.goingAway
    if (!isOwnOrigin(req.headers, deps.publicOrigin)) return audioCloseCode.forbidden
    if (!found || sessionOver) return audioCloseCode.noSession
    if (found.role === 'viewer') return audioCloseCode.forbidden
    return takeovers.allow(found.session.id) ? found.session : audioCloseCode.tooMany
  }

  function accept(socket: WebSocket, session: Session): void {
    microphones.get(session.id)?.close(audioCloseCode.takenOver)
    const listening = pipeline.listen(session)
    const microphone = createMicrophone({
      socket,
      listening,
      clock,
      onError,
      onClosed() {
        if (microphones.get(session.id) === microphone) microphones.delete(session.id)
      },
    })
    microphones.set(session.id, microphone)
  }

  function greet(socket: WebSocket, admitted: Session | number): void {
    if (typeof admitted !== 'number') return accept(socket, admitted)
    socket.on('error', () => {})
    socket.close(admitted)
  }

  return {
    upgrade(req, socket, head) {
      const id = sessionIdOf(req)
      if (id === null) return false
      const arrival: Arrival = { id, req, found: null, sessionOver: false }
      arrivals.add(arrival)
      // Asked before the handshake, so that no frame can come in while nobody listens. A refusal is a close code, as a
      // page can't read the status of a failed handshake.
      store
        .find(id)
        .then((found) => {
          arrival.found = found
          wss.handleUpgrade(req, socket, head, (ws) => greet(ws, admit(arrival)))
        })
        .catch((error: unknown) => {
          onError(error)
          socket.destroy()
        })
        .finally(() => arrivals.delete(arrival))
      return true
    },
    close(sessionId) {
      for (const arrival of arrivals) if (arrival.id === sessionId) arrival.sessionOver = true
      const microphone = microphones.get(sessionId)
      microphones.delete(sessionId)
      takeovers.forget(sessionId)
      microphone?.close(audioCloseCode.sessionOver)
    },
    microphoneCount: () => microphones.size,
    stop() {
      aliveCheck.stop()
      for (const microphone of microphones.values()) microphone.close(audioCloseCode.goingAway)
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
