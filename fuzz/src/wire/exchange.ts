import { connect } from 'node:net'

/** How a client ends: it waits for its answer, closes its half at once, or goes without a word. */
export type Ending = 'waits' | 'half-closes' | 'goes'

export interface ExchangeOptions {
  readonly port: number
  /** Sent one after the other, each in a segment of its own. */
  readonly pieces: readonly Uint8Array[]
  readonly ending: Ending
  /** `received` is all that is to come; asked with everything new. */
  readonly isDone: (received: Buffer) => boolean
  /** The server must say something, so there is no end to waiting for it but the longest. */
  readonly isOwed: boolean
}

/** A client that gets no answer waits so long for one before it closes its half: it may have sent no whole request. */
const quietMs = 120
/** The server must have closed by then. It takes a few milliseconds; a machine that does other things too is given this. */
const longestMs = 15_000

/** Sends `pieces` over a connection of its own; resolves to all that came back, once the server has closed. Throws where it doesn't. */
export function exchange({ port, pieces, ending, isDone, isOwed }: ExchangeOptions): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    const socket = connect({ port, host: '127.0.0.1', noDelay: true })
    let isEnded = false
    const all = () => Buffer.concat(chunks)
    const patience = setTimeout(() => {
      socket.destroy()
      reject(
        new Error(`No end within ${longestMs / 1000} s. Received: ${all().toString('latin1').slice(0, 500)}`),
      )
    }, longestMs)
    let quiet: NodeJS.Timeout | undefined

    function end(): void {
      if (isEnded) return
      isEnded = true
      if (ending === 'goes') socket.resetAndDestroy()
      else socket.end()
    }

    async function send(): Promise<void> {
      for (const piece of pieces) {
        if (socket.destroyed) return
        socket.write(piece)
        if (pieces.length > 1) await new Promise((next) => setImmediate(next))
      }
      if (ending !== 'waits') end()
      else if (!isOwed) quiet = setTimeout(end, quietMs)
    }

    socket.on('data', (chunk) => {
      chunks.push(chunk)
      quiet?.refresh()
      if (isDone(all())) end()
    })
    // A reset is an answer too: the close behind it tells.
    socket.on('error', () => {})
    socket.once('connect', () => void send())
    socket.once('close', () => {
      clearTimeout(patience)
      clearTimeout(quiet)
      resolve(all())
    })
  })
}

/** `bytes`, cut at each of `shares` (0 to 1) of its length. */
export function cutAt(bytes: Uint8Array, shares: readonly number[]): Uint8Array[] {
  const places = [...new Set(shares.map((share) => Math.round(share * bytes.length)))].sort((a, b) => a - b)
  return [0, ...places]
    .map((from, at) => bytes.subarray(from, places[at] ?? bytes.length))
    .filter(({ length }) => length > 0)
}
