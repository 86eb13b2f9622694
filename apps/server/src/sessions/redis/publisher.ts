import type { ToneEvent } from '@undertone/shared'
import type { Clock } from '../../clock.ts'
import type { StoredTone } from '../../stream/stored-tone.ts'
import type { Speech } from '../session-store.ts'
import { encodedTone } from '../../stream/stored-tone.ts'
import { createOutbox } from './outbox.ts'
import type { SessionCalls } from './session-calls.ts'

/** Where the connection is there and a call failed all the same. */
const retryEveryMs = 1_000

export interface PublisherDeps {
  calls: Pick<SessionCalls, 'publish'>
  clock: Clock
  /** What this process is known by: a batch that is sent again is found by it. */
  nodeId: string
  isUp: () => boolean
  onError: (error: unknown) => void
}

/** Sends what is said here to Redis, in order, each once; keeps it while Redis is away. */
export interface Publisher {
  append(sessionId: string, event: ToneEvent): Promise<StoredTone | null>
  tellSpeech(sessionId: string, number: number, speech: Speech): void
  /** Sends all that waits, where it can. */
  flush(): void
  /** Resolves once nothing waits. */
  drained(): Promise<void>
  stop(): void
}

export function createPublisher({ calls, clock, nodeId, isUp, onError }: PublisherDeps): Publisher {
  const outbox = createOutbox()
  const timer = clock.every(retryEveryMs, flush)
  let tellDrained = () => {}

  function flush(): void {
    for (const id of outbox.waiting()) send(id)
  }

  function send(id: string): void {
    const batch = isUp() ? outbox.take(id) : null
    if (!batch) return
    calls.publish(id, nodeId, batch).then(
      (ids) => {
        for (const [index, item] of batch.items.entries())
          if (item.type === 'tone') item.settle(ids?.[index] ?? null)
        outbox.done(id)
        send(id)
        if (outbox.isEmpty()) tellDrained()
      },
      (error: unknown) => {
        outbox.failed(id)
        onError(error)
      },
    )
  }

  return {
    flush,
    append(sessionId, event) {
      const json = JSON.stringify(event)
      return new Promise((resolve) => {
        const settle = (id: number | null) => resolve(id === null ? null : encodedTone(id, json))
        outbox.put(sessionId, { type: 'tone', json, settle })
        send(sessionId)
      })
    },
    tellSpeech(sessionId, number, speech) {
      outbox.put(sessionId, { type: 'speech', number, speech })
      send(sessionId)
    },
    drained: () =>
      new Promise((resolve) => {
        tellDrained = resolve
        if (outbox.isEmpty()) resolve()
      }),
    stop: () => timer.stop(),
  }
}
