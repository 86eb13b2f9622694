import { subscribe } from 'node:diagnostics_channel'
import { Socket } from 'node:net'

/** The TCP connections that servers of this process have taken and not closed yet. */
export interface Connections {
  /** Those on which anything was ever received. */
  used(): number
  /** Those on which a client never said a word. */
  unused(): number
}

/** Counts from now on; to be called before a server listens. */
export function countConnections(): Connections {
  const open = new Set<Socket>()
  subscribe('net.server.socket', (message) => {
    const socket = socketIn(message)
    if (!socket) return
    open.add(socket)
    socket.once('close', () => open.delete(socket))
  })
  const used = () => [...open].filter(({ bytesRead }) => bytesRead > 0).length
  return { used, unused: () => open.size - used() }
}

function socketIn(message: unknown): Socket | null {
  if (typeof message !== 'object' || message === null || !('socket' in message)) return null
  return message.socket instanceof Socket ? message.socket : null
}
