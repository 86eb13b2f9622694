import { channelOf } from '../../../apps/server/src/sessions/redis/redis-keys.ts'
import { createRedisLine } from './redis-line.ts'

/** What Redis itself told of the ends of sessions, seen from outside the nodes. */
export interface Reapings {
  watch(sessionId: string): void
  /** How often each session was told to be gone for good, by its id. */
  ends(): ReadonlyMap<string, number>
  /** Of them, how many because nobody watched. */
  expired(): number
  /** Subscriptions that this itself has. */
  watched(): number
  close(): void
}

export function createReapings(port: number): Reapings {
  const idOfChannel = new Map<string, string>()
  const ends = new Map<string, number>()
  let expired = 0
  // Asked again for all of them whenever Redis comes back. What fails now is asked then.
  const subscribe = (channel: string) => void line.ask('SSUBSCRIBE', channel).catch(() => {})
  const line = createRedisLine({
    port,
    onUp: () => [...idOfChannel.keys()].forEach(subscribe),
    onMessage(channel, text) {
      const id = idOfChannel.get(channel)
      if (id === undefined || !text.startsWith('r ')) return
      ends.set(id, (ends.get(id) ?? 0) + 1)
      if (text === 'r expired') expired++
    },
  })

  return {
    watch(sessionId) {
      const channel = channelOf(sessionId)
      idOfChannel.set(channel, sessionId)
      subscribe(channel)
    },
    ends: () => ends,
    expired: () => expired,
    watched: () => idOfChannel.size,
    close: line.close,
  }
}
