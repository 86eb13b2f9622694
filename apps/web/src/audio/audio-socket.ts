/** A WebSocket, as little of it as the audio link needs. */
export interface AudioSocket {
  readonly bufferedAmount: number
  onMessage(listener: (text: string) => void): void
  onClosed(listener: (code: number) => void): void
  send(frame: ArrayBuffer): void
  close(): void
}

export type OpenAudioSocket = (path: string) => AudioSocket

/** The browser's WebSocket to `path` on the page's own origin. */
export function openAudioSocket(path: string): AudioSocket {
  const url = new URL(path, location.href)
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:'
  const socket = new WebSocket(url)
  return {
    get bufferedAmount() {
      return socket.bufferedAmount
    },
    onMessage(listener) {
      socket.addEventListener('message', ({ data }) => listener(String(data)))
    },
    onClosed(listener) {
      socket.addEventListener('close', ({ code }) => listener(code))
    },
    send(frame) {
      if (socket.readyState === WebSocket.OPEN) socket.send(frame)
    },
    close() {
      socket.close()
    },
  }
}
