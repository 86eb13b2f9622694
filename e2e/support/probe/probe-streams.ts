export interface StreamProbe {
  /** Address of the newest stream. */
  lastStreamUrl(): string
  /** Whatever came on any stream, in order. */
  received(): readonly string[]
  openStreams(): number
  /** Streams that were ever opened. */
  openedStreams(): number
  openSockets(): number
  /** The most streams and the most sockets that were open in one moment. */
  mostAtOnce(): { streams: number; sockets: number }
  /** The sockets that are open now take nothing any more: what is sent piles up in them. */
  clogSockets(): void
}

/** Runs in the page before its own code: notes which streams and sockets it holds. */
export function probeStreams(): void {
  const streams: EventSource[] = []
  const sockets: WebSocket[] = []
  const received: string[] = []
  const most = { streams: 0, sockets: 0 }
  const openStreams = () => streams.filter(({ readyState }) => readyState !== EventSource.CLOSED).length
  const openSockets = () => sockets.filter(({ readyState }) => readyState < WebSocket.CLOSING).length

  globalThis.EventSource = class extends EventSource {
    constructor(url: string | URL, init?: EventSourceInit) {
      super(url, init)
      streams.push(this)
      for (const name of ['stream-open', 'tone-event', 'speech-state', 'ping', 'session-end'])
        this.addEventListener(name, ({ data }) => received.push(String(data)))
      most.streams = Math.max(most.streams, openStreams())
    }
  }
  globalThis.WebSocket = class extends WebSocket {
    constructor(url: string | URL, protocols?: string | string[]) {
      super(url, protocols)
      sockets.push(this)
      most.sockets = Math.max(most.sockets, openSockets())
    }
  }
  const probe: StreamProbe = {
    lastStreamUrl: () => streams.at(-1)?.url ?? '',
    received: () => received,
    openStreams,
    openedStreams: () => streams.length,
    openSockets,
    mostAtOnce: () => most,
    clogSockets() {
      for (const socket of sockets) {
        let pileBytes = 0
        Object.defineProperty(socket, 'bufferedAmount', { get: () => pileBytes })
        socket.send = (data) => (pileBytes += data instanceof ArrayBuffer ? data.byteLength : 0)
      }
    },
  }
  Object.assign(globalThis, { undertoneProbe: { ...globalThis.undertoneProbe, ...probe } })
}
