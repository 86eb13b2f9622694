import { connect, createServer, type Socket } from 'node:net'
import type { Random } from '../random.ts'

export interface Front {
  readonly url: string
  readonly port: number
  /** How many connections each node was given, by its port. */
  given(): Readonly<Record<number, number>>
  close(): Promise<void>
}

export interface FrontOptions {
  /** Where the nodes listen. */
  readonly ports: readonly number[]
  readonly random: Random
}

const askEveryMs = 500
const answerWithinMs = 1_500

/**
 * A proxy without stickiness: each connection goes to any of the nodes that are alive. A node that takes no connection is
 * passed over at once, one that takes them and doesn't answer within two seconds.
 */
export async function createFront({ ports, random }: FrontOptions): Promise<Front> {
  const alive = new Set(ports)
  const given: Record<number, number> = {}
  const sockets = new Set<Socket>()
  const server = createServer({ allowHalfOpen: true }, (client) => {
    keep(client)
    lead(client, random.shuffled(ports.filter((port) => alive.has(port))))
  })
  const asking = setInterval(() => ports.forEach((port) => void look(port)), askEveryMs)

  async function look(port: number): Promise<void> {
    if (await isAlive(port)) alive.add(port)
    else alive.delete(port)
  }

  function keep(socket: Socket): void {
    sockets.add(socket)
    socket.setNoDelay(true)
    socket.on('error', () => {})
    socket.once('close', () => sockets.delete(socket))
  }

  /** Joins `client` to the first of `candidates` that takes it. */
  function lead(client: Socket, [port, ...others]: readonly number[]): void {
    if (port === undefined) return void client.resetAndDestroy()
    const node = connect({ host: '127.0.0.1', port, allowHalfOpen: true })
    const onRefused = () => lead(client, others)
    node.once('error', onRefused)
    keep(node)
    node.once('connect', () => {
      node.off('error', onRefused)
      given[port] = (given[port] ?? 0) + 1
      join(client, node)
    })
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    given: () => given,
    close() {
      clearInterval(asking)
      for (const socket of sockets) socket.destroy()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
}

async function isAlive(port: number): Promise<boolean> {
  try {
    const signal = AbortSignal.timeout(answerWithinMs)
    const response = await fetch(`http://127.0.0.1:${port}/health`, { signal })
    await response.arrayBuffer()
    return response.ok
  } catch {
    return false
  }
}

function join(client: Socket, node: Socket): void {
  for (const [from, to] of [
    [client, node],
    [node, client],
  ] as const) {
    from.pipe(to)
    from.once('close', (hadError) => (hadError ? to.resetAndDestroy() : to.destroySoon()))
  }
  if (client.destroyed) node.destroy()
}
