import { createRedisLine } from './redis-line.ts'

/** What Redis holds. */
export interface RedisScale {
  /** Memory that it has in use. */
  bytes(): Promise<number>
  keys(): Promise<number>
  /** Connections that any of the sessions' channels has, all together. */
  subscriptions(): Promise<number>
  close(): void
}

export function createRedisScale(port: number): RedisScale {
  const line = createRedisLine({ port })
  const connected = new Promise((resolve) => setTimeout(resolve, 200))

  return {
    async bytes() {
      await connected
      const memory = String(await line.ask('INFO', 'memory'))
      return Number(/^used_memory:(\d+)/m.exec(memory)?.[1])
    },
    async subscriptions() {
      const channels = await line.ask('PUBSUB', 'SHARDCHANNELS')
      if (!Array.isArray(channels) || channels.length === 0) return 0
      const counts = await line.ask('PUBSUB', 'SHARDNUMSUB', ...channels.map(String))
      if (!Array.isArray(counts)) return 0
      return counts.reduce((sum: number, count) => sum + (typeof count === 'number' ? count : 0), 0)
    },
    keys: async () => Number(await line.ask('DBSIZE')),
    close: line.close,
  }
}
