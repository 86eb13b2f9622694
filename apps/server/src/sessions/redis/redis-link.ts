import { createClient, ErrorReply } from '@redis/client'
import type { Clock } from '../../clock.ts'
import { storeUnavailable } from '../../errors.ts'
import type { Script } from './session-scripts.ts'

/** A connection may say nothing for so long before it counts as dead: a machine that hangs closes nothing. */
const silenceMs = 2_000
const pingEveryMs = 500
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
  let up = false
  let closed = false
  let askedAtMs: number | null = null
  let troubleTold = false

  function cameUp(): void {
    up = true
    troubleTold = false
    askedAtMs = null
    onUp()
  }

  function wentDown(error: unknown): void {
    // Once for each time that it goes, not for each attempt to come back.
    if (!troubleTold && !closed) onError(error)
    troubleTold = true
    if (!up) return
    up = false
    onDown()
  }

  function connect(): Promise<void> {
    return client.connect().then(
      () => {},
      (error: unknown) => wentDown(error),
    )
  }

  /** Whoever waits for an answer is told that there is none, and a new connection is made. */
  function giveUp(): void {
    askedAtMs = null
    client.destroy()
    wentDown(new Error('Redis does not answer'))
    void connect()
  }

  const watch = clock.every(pingEveryMs, () => {
    if (!up) return
    const nowMs = clock.nowMs()
    if (askedAtMs !== null) return nowMs - askedAtMs >= silenceMs ? giveUp() : undefined
    askedAtMs = nowMs
    client.ping().then(
      () => (askedAtMs = null),
      () => {},
    )
  })

  client.on('ready', cameUp)
  client.on('error', (error) => {
    if (!client.isReady) wentDown(error)
  })

  return {
    isUp: () => up,
    async open() {
      const first = new Promise<void>((resolve) => {
        client.once('ready', () => resolve())
        client.once('error', () => resolve())
      })
      void connect()
      await first
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
      await client.sSubscribe(channel, onMessage).catch((error: unknown) => {
        throw asProblem(error)
      })
    },
    unsubscribe(channel) {
      // Where this fails the connection is gone, and its subscriptions with it.
      client.sUnsubscribe(channel).catch(() => {})
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
