import { createRedisLine } from './redis-line.ts'

/** What Redis holds. */
export interface RedisScale {
  /** Memory that it has in use. */
  bytes(): Promise<number>
  keys(): Promise<number>
  /** Connections that any of the sessions' channels has, all together. */
  subscriptions(): Promise<number>
  /** How often it answered before it had written, as its disk was slow: what a kill could have cost. Of its last start. */
  delayedFsyncs(): Promise<number>
  close(): void
}

export function createRedisScale(port: number): RedisScale {
  const line = createRedisLine({ port })
  const connected = new Promise((resolve) => setTimeout(resolve, 200))

  async function info(section: string, name: string): Promise<number> {
    await connected
    const text = String(await line.ask('INFO', section))
    return Number(new RegExp(`^${name}:(\\d+)`, 'm').exec(text)?.[1] ?? 0)
  }

  return {
    bytes: () => info('memory', 'used_memory'),
    async subscriptions() {
      const channels = await line.ask('PUBSUB', 'SHARDCHANNELS')
      if (!Array.isArray(channels) || channels.length === 0) return 0
      const counts = await line.ask('PUBSUB', 'SHARDNUMSUB', ...channels.map(String))
      if (!Array.isArray(counts)) return 0
      return counts.reduce((sum: number, count) => sum + (typeof count === 'number' ? count : 0), 0)
    },
    keys: async () => Number(await line.ask('DBSIZE')),
    delayedFsyncs: () => info('persistence', 'aof_delayed_fsync'),
    close: line.close,
  }
}
