import { createServer, type Server, type Socket } from 'node:net'
import { createLink, type Link } from './link.ts'
import { fairWeather } from './weather.ts'

export interface FlakyProxyOptions {
  targetPort: number
  targetHost?: string
  /** Of the proxy itself; any free one unless named. */
  port?: number
}

export interface FlakyProxy {
  readonly port: number
  readonly url: string
  /** Resets every connection now; later ones work. */
  cut(): void
  /** Resets every connection now, and each later one, until `heal`. */
  refuse(): void
  /** Bytes stop in both directions until `heal`, and then flow on; nothing is lost. */
  stall(): void
  /** Bytes stop on the way to the client until `heal`, and then flow on. */
  stallDownload(): void
  /**
   * A dead radio: bytes and closings vanish in both directions, and new connections are taken and lead nowhere.
   * After `heal` new connections work; those from before stay dead, and the target sees them open.
   */
  swallow(): void
  /** Holds everything back by `ms`, in each direction. */
  setDelayMs(ms: number): void
  /** At most so many bytes a second on the way to the client; null takes the limit off. */
  throttle(bytesPerS: number | null): void
  /** All is well again: no stall, no delay, no limit. */
  heal(): void
  /** Closes what is dead and forgotten by its client, so that the target learns of it. */
  bury(): void
  /** Sockets that are open now, on either side. */
  sockets(): { client: number; target: number }
  /** Ends everything and stops listening. */
  close(): Promise<void>
}

/** A TCP proxy on the loopback that does to its connections what mobile networks do. For tests. */
export async function createFlakyProxy(options: FlakyProxyOptions): Promise<FlakyProxy> {
  const target = { host: options.targetHost ?? '127.0.0.1', port: options.targetPort }
  const links = new Set<Link>()
  const weather = fairWeather()
  let welcome: 'join' | 'reset' | 'swallow' = 'join'
  const server = createServer({ allowHalfOpen: true }, onClient)

  function onClient(client: Socket): void {
    if (welcome === 'reset') {
      client.on('error', () => {})
      client.resetAndDestroy()
      return
    }
    const isLost = welcome === 'swallow'
    const link = isLost
      ? createLostLink(client, () => links.delete(link))
      : createLink({ client, target, weather, onGone: () => links.delete(link) })
    links.add(link)
  }

  function nudge(): void {
    for (const link of links) link.nudge()
  }

  const port = await listen(server, options.port ?? 0)
  return {
    port,
    url: `http://127.0.0.1:${port}`,
    cut: () => links.forEach((link) => link.cut()),
    refuse() {
      welcome = 'reset'
      links.forEach((link) => link.cut())
    },
    stall() {
      weather.isStalled = true
      nudge()
    },
    stallDownload() {
      weather.isDownloadStalled = true
      nudge()
    },
    swallow() {
      welcome = 'swallow'
      links.forEach((link) => link.swallow())
    },
    setDelayMs: (ms) => void (weather.delayMs = ms),
    throttle(bytesPerS) {
      weather.downloadBytesPerS = bytesPerS
      nudge()
    },
    heal() {
      welcome = 'join'
      Object.assign(weather, fairWeather())
      nudge()
    },
    bury: () => links.forEach((link) => link.sockets().client === 0 && link.destroy()),
    sockets: () => sum([...links].map((link) => link.sockets())),
    close() {
      links.forEach((link) => link.destroy())
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
}

/** A connection that was made while the radio was dead: nobody is at its other end. */
function createLostLink(client: Socket, onGone: () => void): Link {
  client.on('error', () => {})
  client.on('end', () => client.destroy())
  client.on('close', onGone)
  client.resume()
  return {
    nudge() {},
    swallow() {},
    cut: () => client.resetAndDestroy(),
    destroy: () => client.destroy(),
    sockets: () => ({ client: 1, target: 0 }),
  }
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen({ host: '127.0.0.1', port }, () => {
      const address = server.address()
      if (typeof address === 'object' && address) resolve(address.port)
      else reject(new Error('The proxy has no port.'))
    })
  })
}

function sum(counts: readonly { client: number; target: number }[]): { client: number; target: number } {
  return counts.reduce((all, one) => ({ client: all.client + one.client, target: all.target + one.target }), {
    client: 0,
    target: 0,
  })
}
