import { audioCloseCode, audioMessageSchema, conventionalFrameBytes } from '@undertone/shared'
import { parseJson } from '../api/parse-json.ts'
import { backOffMs } from '../lifecycle/back-off.ts'
import type { AudioSocket, OpenAudioSocket } from './audio-socket.ts'
import type { VoiceTrouble } from './voice-feed.ts'

/** One second of sound. What a slow network can't take is dropped: a tone that comes late is worse than a gap. */
const mostBufferedBytes = 10 * conventionalFrameBytes

export interface AudioLinkOptions {
  readonly sessionId: string
  readonly openSocket: OpenAudioSocket
  readonly random: () => number
  /** Null when all is well again. */
  readonly onTrouble: (trouble: 'dropped' | null) => void
  /** The server wants no more of it. `null`: the session is over, which the stream says better. */
  readonly onClosed: (trouble: VoiceTrouble | null) => void
}

export interface AudioLink {
  isReady(): boolean
  send(frame: ArrayBuffer): void
  close(): void
}

/** The microphone's WebSocket, opened anew with growing pauses for as long as it isn't closed. */
export function createAudioLink(options: AudioLinkOptions): AudioLink {
  let socket: AudioSocket | null = null
  let ready = false
  let failures = 0
  let retry: ReturnType<typeof setTimeout> | undefined

  function connect(): void {
    const opening = options.openSocket(`/session/${encodeURIComponent(options.sessionId)}/audio`)
    socket = opening
    opening.onMessage((text) => socket === opening && onMessage(text))
    opening.onClosed((code) => socket === opening && onClosed(code))
  }

  function onMessage(text: string): void {
    if (parseJson(audioMessageSchema, text)?.type !== 'ready') return
    ready = true
    failures = 0
    options.onTrouble(null)
  }

  function onClosed(code: number): void {
    socket = null
    ready = false
    if (code in finalCodes) return options.onClosed(finalCodes[code] ?? null)
    failures++
    // The first attempt to come back is silent; words only if it fails.
    if (failures > 1) options.onTrouble('dropped')
    retry = setTimeout(connect, backOffMs(failures, options.random))
  }

  function send(frame: ArrayBuffer): void {
    if (socket && ready && socket.bufferedAmount <= mostBufferedBytes) socket.send(frame)
  }

  function close(): void {
    clearTimeout(retry)
    const closing = socket
    socket = null
    ready = false
    closing?.close()
  }

  connect()
  return { isReady: () => ready, send, close }
}

const finalCodes: Readonly<Record<number, VoiceTrouble | null>> = {
  [audioCloseCode.sessionOver]: null,
  [audioCloseCode.noSession]: null,
  [audioCloseCode.forbidden]: 'readOnly',
  [audioCloseCode.takenOver]: 'takenOver',
}
