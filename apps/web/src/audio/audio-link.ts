import { audioCloseCode, audioMessageSchema, conventionalFrameBytes } from '@undertone/shared'
import { parseJson } from '../api/parse-json.ts'
import { backOffMs } from '../lifecycle/back-off.ts'
import type { AudioSocket, OpenAudioSocket } from './audio-socket.ts'
import type { VoiceTrouble } from './voice-feed.ts'

/** One second of sound. What a slow network can't take is dropped: a tone that comes late is worse than a gap. */
const mostBufferedBytes = 10 * conventionalFrameBytes
/** Five seconds of it: no network is that slow. The way is dead, though nobody has said so. */
const mostDroppedFrames = 50
/** A classifier is there within a second or two. Past this the network holds the socket. */
const mostOpeningMs = 15_000

export interface AudioLinkOptions {
  readonly sessionId: string
  readonly openSocket: OpenAudioSocket
  readonly random: () => number
  /** The server listens, or doesn't any more. */
  readonly onReady: (isReady: boolean) => void
  /** Null when all is well again. */
  readonly onTrouble: (trouble: 'dropped' | null) => void
  /** The server wants no more of it. `null`: the session is over, which the stream says better. */
  readonly onClosed: (trouble: VoiceTrouble | null) => void
  /** It took sound and all at once doesn't: the way to the server may be broken. Told once for each socket. */
  readonly onStall: () => void
}

export interface AudioLink {
  isReady(): boolean
  /** `deaf`: the server doesn't listen. `dropped`: it does, but the network is too slow. */
  send(frame: ArrayBuffer): 'sent' | 'dropped' | 'deaf'
  close(): void
}

/** The microphone's WebSocket, opened anew with growing pauses for as long as it isn't closed. */
export function createAudioLink(options: AudioLinkOptions): AudioLink {
  let socket: AudioSocket | null = null
  let ready = false
  let failures = 0
  let dropped = 0
  let retry: ReturnType<typeof setTimeout> | undefined
  let opened: ReturnType<typeof setTimeout> | undefined

  function connect(): void {
    const opening = options.openSocket(`/session/${encodeURIComponent(options.sessionId)}/audio`)
    socket = opening
    opening.onMessage((text) => socket === opening && onMessage(text))
    opening.onClosed((code) => socket === opening && onClosed(code))
    opened = setTimeout(() => giveUp(opening), mostOpeningMs)
  }

  function onMessage(text: string): void {
    if (parseJson(audioMessageSchema, text)?.type !== 'ready') return
    clearTimeout(opened)
    failures = 0
    dropped = 0
    setReady(true)
    options.onTrouble(null)
  }

  function onClosed(code: number): void {
    socket = null
    clearTimeout(opened)
    if (ready && code === abnormalCloseCode) options.onStall()
    setReady(false)
    if (code in finalCodes) return options.onClosed(finalCodes[code] ?? null)
    failures++
    // The first attempt to come back is silent; words only if it fails.
    if (failures > 1) options.onTrouble('dropped')
    retry = setTimeout(connect, backOffMs(failures, options.random))
  }

  function send(frame: ArrayBuffer): 'sent' | 'dropped' | 'deaf' {
    if (!socket || !ready) return 'deaf'
    if (socket.bufferedAmount > mostBufferedBytes) {
      if (++dropped >= mostDroppedFrames) giveUp(socket)
      return 'dropped'
    }
    dropped = 0
    socket.send(frame)
    return 'sent'
  }

  function giveUp(stuck: AudioSocket): void {
    stuck.close()
    onClosed(abnormalCloseCode)
  }

  function setReady(isReady: boolean): void {
    ready = isReady
    options.onReady(isReady)
  }

  function close(): void {
    clearTimeout(retry)
    clearTimeout(opened)
    const closing = socket
    socket = null
    setReady(false)
    closing?.close()
  }

  connect()
  return { isReady: () => ready, send, close }
}

/** What the browser itself says of a connection that broke (RFC 6455, 7.4.1). */
const abnormalCloseCode = 1006

const finalCodes: Readonly<Record<number, VoiceTrouble | null>> = {
  [audioCloseCode.sessionOver]: null,
  [audioCloseCode.noSession]: null,
  [audioCloseCode.forbidden]: 'otherAddress',
  [audioCloseCode.takenOver]: 'takenOver',
}
