import type { AudioSocket } from '../audio/audio-socket.ts'

/** A WebSocket that a test answers on. */
export class FakeAudioSocket implements AudioSocket {
  bufferedAmount = 0
  isClosed = false
  readonly sent: ArrayBuffer[] = []
  readonly path: string
  #onMessage: (text: string) => void = () => undefined
  #onClosed: (code: number) => void = () => undefined

  constructor(path: string) {
    this.path = path
  }

  onMessage(listener: (text: string) => void): void {
    this.#onMessage = listener
  }

  onClosed(listener: (code: number) => void): void {
    this.#onClosed = listener
  }

  send(frame: ArrayBuffer): void {
    this.sent.push(frame)
  }

  close(): void {
    this.isClosed = true
  }

  ready(): void {
    this.#onMessage('{"type":"ready"}')
  }

  drop(code: number): void {
    this.isClosed = true
    this.#onClosed(code)
  }
}

/** Opens fakes and remembers them. */
export function createFakeSockets() {
  const all: FakeAudioSocket[] = []
  return {
    all,
    open: (path: string): AudioSocket => {
      const socket = new FakeAudioSocket(path)
      all.push(socket)
      return socket
    },
    openNow: () => all.filter(({ isClosed }) => !isClosed),
    last(): FakeAudioSocket {
      const socket = all.at(-1)
      if (!socket) throw new Error('No socket was opened')
      return socket
    },
  }
}
