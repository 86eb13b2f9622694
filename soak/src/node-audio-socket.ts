import { WebSocket } from 'ws'
import type { AudioSocket } from '../../apps/web/src/audio/audio-socket.ts'

/** A WebSocket over real sockets, as the page sees one. */
export function openNodeAudioSocket(base: string, path: string): AudioSocket {
  const socket = new WebSocket(base.replace('http', 'ws') + path, { perMessageDeflate: false })
  // What went wrong follows as `close`, as in a browser.
  socket.on('error', () => {})
  return {
    get bufferedAmount() {
      return socket.bufferedAmount
    },
    onMessage: (listener) => void socket.on('message', (data) => listener(String(data))),
    onClosed: (listener) => void socket.on('close', listener),
    send(frame) {
      if (socket.readyState === WebSocket.OPEN) socket.send(frame)
    },
    close: () => socket.close(),
  }
}
