import { connect, type Socket } from 'node:net'
import { createPump, type Pump } from './pump.ts'
import type { Weather } from './weather.ts'

/** One connection through the proxy: the client's socket, and the one to the target. */
export interface Link {
  /** The weather has changed. */
  nudge(): void
  /** Resets both ends; a link that is dead already only the client's, as nothing reaches the target from there. */
  cut(): void
  /** For good: bytes vanish, and neither side learns anything of the other any more. */
  swallow(): void
  destroy(): void
  sockets(): { client: number; target: number }
}

export interface LinkOptions {
  client: Socket
  target: { host: string; port: number }
  weather: Weather
  /** Both ends are gone. */
  onGone: () => void
}

/** Joins `client` to `target`. */
export function createLink({ client, target, weather, onGone }: LinkOptions): Link {
  const upstream = connect({ ...target, allowHalfOpen: true })
  const ends = [client, upstream]
  const pumps: Pump[] = [
    createPump(client, upstream, {
      isStalled: () => weather.isStalled,
      delayMs: () => weather.delayMs,
      bytesPerS: () => null,
    }),
    createPump(upstream, client, {
      isStalled: () => weather.isStalled || weather.isDownloadStalled,
      delayMs: () => weather.delayMs,
      bytesPerS: () => weather.downloadBytesPerS,
    }),
  ]
  let isDead = false

  for (const end of ends) {
    end.setNoDelay(true)
    // What went wrong is passed on by the pump, as `close` follows.
    end.on('error', () => {})
    end.on('close', () => {
      if (ends.some(isOpen)) return
      pumps.forEach((pump) => pump.stop())
      onGone()
    })
  }
  // Whoever closes a dead connection has done with it; the target never hears of it.
  client.on('end', () => isDead && client.destroy())

  return {
    nudge: () => pumps.forEach((pump) => pump.nudge()),
    cut() {
      client.resetAndDestroy()
      if (!isDead) upstream.resetAndDestroy()
    },
    swallow() {
      isDead = true
      pumps.forEach((pump) => pump.swallow())
      if (client.readableEnded) client.destroy()
    },
    destroy: () => ends.forEach((end) => end.destroy()),
    sockets: () => ({ client: Number(isOpen(client)), target: Number(isOpen(upstream)) }),
  }
}

function isOpen(socket: Socket): boolean {
  return !socket.closed
}
