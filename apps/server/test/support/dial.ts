import { connect, type Socket } from 'node:net'
import { connect as connectTls } from 'node:tls'
import { onTestFinished } from 'vitest'

/** A bare connection to the server at `url`, over TLS where it speaks that; gone when the test ends. */
export function dial(url: string): Socket {
  const { protocol, port } = new URL(url)
  const to = { host: '127.0.0.1', port: Number(port) }
  const socket = protocol === 'https:' ? connectTls({ ...to, rejectUnauthorized: false }) : connect(to)
  onTestFinished(() => void socket.destroy())
  return socket
}
