import { WebSocket } from 'ws'
import { createFrameClock } from '../../../bench/microphones/frame-clock.ts'
import type { StartedSession } from './calls.ts'
import type { Tally } from './tally.ts'

const bytesPerFrame = 3_200

export interface SpeakerOptions {
  readonly url: string
  readonly session: StartedSession
  readonly tally: Tally
  readonly speech: Uint8Array
  /** Byte of the speech that it begins at; it loops. */
  readonly from: number
}

/** A microphone that was let in. */
export interface Speaker {
  /** Sends the next 100 ms. */
  sendFrame(): void
  lags(): number
  latencyMs(timestampS: number): number
  stop(): void
}

/** Opens the session's microphone; the answer's status where it was refused. */
export async function openSpeaker(options: SpeakerOptions): Promise<Speaker | { refused: number }> {
  const { url, session, tally, speech, from } = options
  const socket = new WebSocket(`${url.replace('http', 'ws')}/session/${session.id}/audio`, {
    perMessageDeflate: false,
  })
  const frames = createFrameClock(session.createdMs)
  let lags = 0
  let isOver = false
  socket.on('message', (data) => void (String(data).includes('"lag"') && lags++))
  const refused = await new Promise<number | null>((resolve) => {
    socket.once('message', () => resolve(null))
    socket.once('unexpected-response', (_, { statusCode = 0, headers }) => {
      if (!headers['retry-after']) tally.failed(`a microphone was answered ${statusCode} without Retry-After`)
      resolve(statusCode)
    })
    socket.once('error', () => resolve(0))
    socket.once('close', () => resolve(0))
  })
  socket.on('error', () => {})
  tally.answered('microphone', refused ?? 101)
  if (refused !== null) {
    socket.terminate()
    return { refused }
  }
  socket.once('close', (code) => {
    if (!isOver) tally.failed(`a microphone was closed with ${code}`)
  })
  return {
    sendFrame() {
      const at = (from + frames.count() * bytesPerFrame) % (speech.length - bytesPerFrame)
      frames.sent(performance.now())
      if (socket.readyState === socket.OPEN) socket.send(speech.subarray(at, at + bytesPerFrame))
    },
    lags: () => lags,
    latencyMs: (timestampS) => frames.latencyMs(performance.now(), timestampS),
    stop() {
      isOver = true
      socket.close()
    },
  }
}
