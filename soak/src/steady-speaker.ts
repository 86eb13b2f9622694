import { audioCloseCode } from '@undertone/shared'
import { WebSocket } from 'ws'
import type { Random } from './random.ts'

export interface SteadySpeaker {
  /** Nothing of it comes after this. */
  stop(): void
}

const frameEveryMs = 500
/** 10 ms of sound: enough for the scripted voice to make an event of it. */
const frame = Buffer.alloc(320, 1)

/**
 * Somebody who speaks into a session on a sound way of their own, twice a second, so that there is something to miss
 * whatever the phones do. A phone may snatch the microphone; some seconds later it is snatched back.
 */
export function createSteadySpeaker(serverUrl: string, sessionId: string, random: Random): SteadySpeaker {
  const url = `${serverUrl.replace('http', 'ws')}/session/${sessionId}/audio`
  let socket: WebSocket | null = null
  let speaking: NodeJS.Timeout | undefined
  let comingBack: NodeJS.Timeout | undefined

  function connect(): void {
    const opening = new WebSocket(url, { perMessageDeflate: false })
    socket = opening
    opening.on('error', () => {})
    opening.once('message', () => (speaking = setInterval(() => opening.send(frame), frameEveryMs)))
    opening.once('close', onClosed)
  }

  function onClosed(code: number): void {
    clearInterval(speaking)
    if (code === audioCloseCode.sessionOver || code === audioCloseCode.noSession) return
    comingBack = setTimeout(connect, random.between(4_000, 12_000))
  }

  connect()
  return {
    stop() {
      clearInterval(speaking)
      clearTimeout(comingBack)
      socket?.off('close', onClosed)
      socket?.close()
    },
  }
}
