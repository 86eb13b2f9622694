import { audioCloseCode, sampleRateHz, type AudioMessage } from '@undertone/shared'
import type { WebSocket } from 'ws'
import type { Clock } from '../clock.ts'
import type { Listening } from '../tone/tone-pipeline.ts'
import { createFrameBudget } from './frame-budget.ts'
import { createGathering } from './gathering.ts'
import { createPcmIntake } from './pcm-intake.ts'

/** From here on the client is told that the classifier is behind. */
const lagToldFromMs = 500
const lagToldEveryMs = 1_000
/** Audio that may wait for the classifier; beyond it new audio is let go, or memory would grow without end. */
const maxWaitingMs = 10_000
const floodPartingMs = 1_000
/** RFC 6455: the server met a condition that it didn't expect. */
const noClassifierCode = 1011

export interface MicrophoneDeps {
  socket: WebSocket
  listening: Listening
  clock: Clock
  onError: (error: unknown) => void
  onClosed: () => void
  /** Audio that no classifier hears, as too much waits. */
  onLetGo: (durationMs: number) => void
}

export interface Microphone {
  /** `takenOver`: by another one in this process, which goes on with what this one knows. */
  close(code: number, options?: { takenOver: boolean }): void
  /** Cuts the connection unless it has answered since the last call; then asks again. */
  checkAlive(): void
  /** Audio that waits for the classifier. */
  lagMs(): number
}

/** One microphone's WebSocket: frames in, `ready` and `lag` out. */
export function createMicrophone({
  socket,
  listening,
  clock,
  onError,
  onClosed,
  onLetGo,
}: MicrophoneDeps): Microphone {
  const intake = createPcmIntake()
  const frames = createFrameBudget()
  const gathering = createGathering()
  let waitingMs = 0
  let alive = true
  let lagToldAtMs = -Infinity

  const send = (message: AudioMessage) =>
    void (socket.readyState === socket.OPEN && socket.send(JSON.stringify(message)))

  function tellLag(nowMs: number): void {
    if (waitingMs < lagToldFromMs || nowMs - lagToldAtMs < lagToldEveryMs) return
    lagToldAtMs = nowMs
    send({ type: 'lag', ms: Math.round(waitingMs) })
  }

  function take({ samples, heardAtMs }: { samples: Int16Array<ArrayBuffer>; heardAtMs: number }): void {
    tellLag(clock.nowMs())
    const together = gathering.add(samples)
    if (!together) return
    const durationMs = (together.length / sampleRateHz) * 1000
    if (waitingMs > maxWaitingMs) return onLetGo(durationMs)
    waitingMs += durationMs
    listening
      .push(together, heardAtMs)
      .catch(onError)
      .finally(() => (waitingMs -= durationMs))
  }

  function close(code: number, { takenOver } = { takenOver: false }): void {
    // Not only once the socket is closed: a phone that is gone leaves the closing handshake without an answer.
    listening.stop({ takenOver })
    socket.close(code)
  }

  /** Closes where it isn't. */
  function isAllowed(): boolean {
    if (socket.readyState !== socket.OPEN) return false
    if (frames.allow(clock.nowMs())) return true
    close(audioCloseCode.tooMany)
    // Whoever sends so many has no eye for a closing handshake.
    clock.after(floodPartingMs, () => socket.terminate())
    return false
  }

  socket.on('ping', isAllowed)
  socket.on('message', (data, isBinary) => {
    if (!isAllowed()) return
    if (!isBinary) return close(audioCloseCode.textFrame)
    const verdict = intake.accept(asBytes(data), clock.nowMs())
    if ('closeCode' in verdict) close(verdict.closeCode)
    else take(verdict)
  })
  socket.on('pong', () => {
    alive = true
    isAllowed()
  })
  // ws closes by itself after a protocol fault, an oversized frame among them (1009).
  socket.on('error', () => listening.stop())
  socket.once('close', () => {
    listening.stop()
    onClosed()
  })
  listening.ready
    .then(() => send({ type: 'ready' }))
    .catch((error: unknown) => {
      onError(error)
      // Without a classifier nothing would ever come of it; closed, the page can say so and try again.
      close(noClassifierCode)
    })

  return {
    checkAlive() {
      if (!alive) return socket.terminate()
      alive = false
      socket.ping()
    },
    lagMs: () => waitingMs,
    close,
  }
}

function asBytes(data: Buffer | ArrayBuffer | Buffer[]): Uint8Array {
  if (Array.isArray(data)) return Buffer.concat(data)
  return data instanceof ArrayBuffer ? new Uint8Array(data) : data
}
