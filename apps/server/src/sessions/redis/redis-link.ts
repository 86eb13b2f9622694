import { createClient, ErrorReply } from '@redis/client'
import type { Clock, Timer } from '../../clock.ts'
import { storeUnavailable } from '../../errors.ts'
import type { Script } from './session-scripts.ts'

/** A connection may leave so many looks without an answer before it counts as dead: a machine that hangs closes nothing. */
const mostLooks = 4
const lookEveryMs = 500
const connectTimeoutMs = 2_000
const shortestWaitMs = 25
const longestWaitMs = 1_000

/** Answers of a Redis that is there and can't serve now; https://redis.io/docs/latest/develop/reference/protocol-spec/. */
const unavailableReplies =
  /^(?:LOADING|BUSY|OOM|MISCONF|READONLY|MASTERDOWN|CLUSTERDOWN|TRYAGAIN|NOREPLICAS|MAXCLIENTS)\b/

export interface RedisLinkDeps {
  url: string
  clock: Clock
  /** Runs each time the connection is there and every channel is subscribed to again. */
  onUp: () => void
  onDown: () => void
  /** Why it is away, once for each time that it goes; and what went wrong over a message. */
  onError: (error: unknown) => void
}

/** The one connection of this node to Redis. Commands go out at once or not at all: nothing waits in it. */
export interface RedisLink {
  /** Resolves when the first attempt has succeeded or failed; it goes on trying until `close`. */
  open(): Promise<void>
  isUp(): boolean
  /**
   * Runs `script` on one key.
   * @throws ProblemError `store_unavailable`; then it may have run or not
   */
  run(script: Script, key: string, args: readonly string[]): Promise<unknown>
  subscribe(channel: string, onMessage: (message: string) => void): Promise<void>
  /** Nothing more is heard of `channel`, whether Redis can be told so or not. */
  unsubscribe(channel: string): void
  close(): void
}

/**
 * RESP3, so that commands and messages share a connection: what was published before an answer comes before it. A client of
 * node-redis lasts for one connection. Its own way to connect again keeps subscriptions that couldn't be ended, and has no
 * end to a greeting that is never answered; made to give up on one, it goes on beside its successor.
 */
export function createRedisLink({ url, clock, onUp, onDown, onError }: RedisLinkDeps): RedisLink {
  const channels = new Map<string, (message: string) => void>()
  let client: Client | null = null
  let up = false
  let failures = 0
  let retry: Timer | null = null
  /** Looks since something was asked that must be answered; null while nothing is. */
  let unanswered: number | null = null
  let openedOrFailed = () => {}

  function dispatch(message: string, channel: string): void {
    try {
      channels.get(channel)?.(message)
    } catch (error) {
      // Thrown into the library's decoder it would lose the answers that came in the same piece.
      onError(error)
    }
  }

  function connect(): void {
    const own = createOneConnection(url)
    client = own
    own.on('error', (error: unknown) => lose(own, error))
    own.on('connect', () => (unanswered = 0))
    start(own).then(
      (subscribed) => cameUp(own, subscribed),
      (error: unknown) => lose(own, error),
    )
  }

  /** Returns what it subscribed to. */
  async function start(own: Client): Promise<string[]> {
    await own.connect()
    // It may be reading its file still, and greets all the same.
    await own.ping()
    const wanted = [...channels.keys()]
    await Promise.all(sameSlot(wanted).map((together) => own.sSubscribe(together, dispatch)))
    return wanted
  }

  function cameUp(own: Client, subscribed: readonly string[]): void {
    if (client !== own) return end(own)
    for (const channel of subscribed) if (!channels.has(channel)) drop(own, channel)
    up = true
    failures = 0
    unanswered = null
    openedOrFailed()
    onUp()
  }

  function lose(own: Client, error: unknown): void {
    if (client !== own) return end(own)
    client = null
    unanswered = null
    end(own)
    if (failures++ === 0) onError(error)
    const wasUp = up
    up = false
    openedOrFailed()
    if (wasUp) onDown()
    const waitMs = Math.min(longestWaitMs, shortestWaitMs * 2 ** failures)
    // Spread, or all nodes come back to a Redis that has just started at the same moment.
    retry = clock.after(waitMs * (0.5 + Math.random() / 2), connect)
  }

  // Looks are counted, and not the time: where this process was held still, the answer lies there unread.
  const watch = clock.every(lookEveryMs, () => {
    const own = client
    if (!own) return
    if (unanswered !== null) {
      if (++unanswered > mostLooks) lose(own, new Error('Redis does not answer'))
      return
    }
    if (!up) return
    unanswered = 0
    own.ping().then(
      () => {
        if (client === own) unanswered = null
      },
      (error: unknown) => lose(own, error),
    )
  })

  function drop(own: Client, channel: string): void {
    // Where this fails the connection is gone, and its subscriptions with it.
    own.sUnsubscribe(channel, dispatch).catch(() => {})
  }

  function current(): Client {
    if (!up || !client) throw storeUnavailable()
    return client
  }

  return {
    isUp: () => up,
    open() {
      connect()
      return new Promise((resolve) => void (openedOrFailed = resolve))
    },
    async run({ source, sha1 }, key, args) {
      const own = current()
      const options = { keys: [key], arguments: [...args] }
      try {
        return await own.evalSha(sha1, options)
      } catch (error) {
        if (!(error instanceof ErrorReply) || !error.message.startsWith('NOSCRIPT')) throw asProblem(error)
      }
      return own.eval(source, options).catch((error: unknown) => {
        throw asProblem(error)
      })
    },
    async subscribe(channel, onMessage) {
      const own = current()
      channels.set(channel, onMessage)
      await own.sSubscribe(channel, dispatch).catch((error: unknown) => {
        if (channels.get(channel) === onMessage) channels.delete(channel)
        throw asProblem(error)
      })
    },
    unsubscribe(channel) {
      channels.delete(channel)
      if (up && client) drop(client, channel)
    },
    close() {
      up = false
      watch.stop()
      retry?.stop()
      if (client) end(client)
      client = null
    },
  }
}

/** Also one that is connecting still, which counts as closed and would connect all the same. */
function end(client: Client): void {
  client.destroy()
}

type Client = ReturnType<typeof createOneConnection>

function createOneConnection(url: string) {
  return createClient({
    url,
    RESP: 3,
    disableOfflineQueue: true,
    maintNotifications: 'disabled',
    // Its own way to give up on a command makes a timer for each; the looks above are for all.
    commandOptions: { timeout: 0 },
    socket: { connectTimeout: connectTimeoutMs, reconnectStrategy: false },
  })
}

/** Channels whose names have the same hash tag, which one command may take on a cluster as well. */
function sameSlot(channels: readonly string[]): string[][] {
  const byTag = new Map<string, string[]>()
  for (const channel of channels) {
    const tag = /\{.*?\}/.exec(channel)?.[0] ?? channel
    const together = byTag.get(tag) ?? []
    together.push(channel)
    byTag.set(tag, together)
  }
  return [...byTag.values()]
}

function asProblem(error: unknown): unknown {
  if (error instanceof ErrorReply && !unavailableReplies.test(error.message)) return error
  return storeUnavailable()
}
