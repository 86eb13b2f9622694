import { createClient, ErrorReply } from '@redis/client'
import type { Clock } from '../../clock.ts'
import { storeUnavailable } from '../../errors.ts'
import type { Script } from './session-scripts.ts'

/** A connection may leave so many looks without an answer before it counts as dead: a machine that hangs closes nothing. */
const mostLooks = 4
const lookEveryMs = 500
const connectTimeoutMs = 2_000
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
 * RESP3, so that commands and messages share a connection: what was published before an answer comes before it. node-redis
 * connects again by itself and subscribes again before it says that it is ready.
 */
export function createRedisLink({ url, clock, onUp, onDown, onError }: RedisLinkDeps): RedisLink {
  const client = createClient({
    url,
    RESP: 3,
    disableOfflineQueue: true,
    maintNotifications: 'disabled',
    // Its own way to give up on a command makes a timer for each; the watch below is one for all.
    commandOptions: { timeout: 0 },
    socket: {
      connectTimeout: connectTimeoutMs,
      reconnectStrategy: (retries) => Math.min(longestWaitMs, 25 * 2 ** retries) * (0.5 + Math.random() / 2),
    },
  })
  /** Who hears each channel. The library's own list outlives what it fails to unsubscribe from. */
  const channels = new Map<string, (message: string) => void>()
  const leftovers = new Set<string>()
  let up = false
  let closed = false
  /** Looks at the clock since something was asked that must be answered; null while nothing is. */
  let unanswered: number | null = null
  let troubleTold = false
  let openedOrFailed = () => {}

  const dispatch = (message: string, channel: string) => channels.get(channel)?.(message)

  function cameUp(): void {
    up = true
    troubleTold = false
    unanswered = null
    for (const channel of leftovers) if (!channels.has(channel)) dropSubscription(channel)
    leftovers.clear()
    openedOrFailed()
    onUp()
  }

  function wentDown(error: unknown): void {
    // Once for each time that it goes, not for each attempt to come back.
    if (!troubleTold && !closed) onError(error)
    troubleTold = true
    openedOrFailed()
    if (!up) return
    up = false
    onDown()
  }

  function connect(): void {
    client.connect().catch((error: unknown) => {
      if (!closed) wentDown(error)
    })
  }

  /** Whoever waits for an answer is told that there is none, and a new connection is made. */
  function giveUp(): void {
    unanswered = null
    client.destroy()
    wentDown(new Error('Redis does not answer'))
    connect()
  }

  function dropSubscription(channel: string): void {
    client.sUnsubscribe(channel, dispatch).catch(() => leftovers.add(channel))
  }

  // Looks are counted, and not the time: where this process was held still, the answer lies there unread.
  const watch = clock.every(lookEveryMs, () => {
    if (unanswered !== null) return ++unanswered > mostLooks ? giveUp() : undefined
    if (!up) return
    unanswered = 0
    client.ping().then(
      () => (unanswered = null),
      () => {},
    )
  })

  // A machine that takes the connection and never greets is no better than one that is gone.
  client.on('connect', () => (unanswered = 0))
  client.on('ready', cameUp)
  client.on('error', (error) => {
    if (!client.isReady) wentDown(error)
  })

  return {
    isUp: () => up,
    open() {
      connect()
      return new Promise((resolve) => void (openedOrFailed = resolve))
    },
    async run({ source, sha1 }, key, args) {
      if (!up) throw storeUnavailable()
      const options = { keys: [key], arguments: [...args] }
      try {
        return await client.evalSha(sha1, options)
      } catch (error) {
        if (!(error instanceof ErrorReply) || !error.message.startsWith('NOSCRIPT')) throw asProblem(error)
      }
      return client.eval(source, options).catch((error: unknown) => {
        throw asProblem(error)
      })
    },
    async subscribe(channel, onMessage) {
      if (!up) throw storeUnavailable()
      channels.set(channel, onMessage)
      await client.sSubscribe(channel, dispatch).catch((error: unknown) => {
        if (channels.get(channel) === onMessage) channels.delete(channel)
        throw asProblem(error)
      })
    },
    unsubscribe(channel) {
      channels.delete(channel)
      dropSubscription(channel)
    },
    close() {
      closed = true
      up = false
      watch.stop()
      client.destroy()
    },
  }
}

function asProblem(error: unknown): unknown {
  if (error instanceof ErrorReply && !unavailableReplies.test(error.message)) return error
  return storeUnavailable()
}
