import type { Speech } from '../session-store.ts'

/**
 * Two minutes of a voice that never pauses, and less than any history holds. A session's latest events wait; what is older
 * becomes a gap.
 */
const mostWaiting = 512
/** Of all sessions of this node together; some 40 MB. */
const mostWaitingInAll = 65_536
const mostInBatch = 64

export type OutboxItem =
  | { readonly type: 'tone'; readonly json: string; readonly settle: (id: number | null) => void }
  | { readonly type: 'speech'; readonly number: number; readonly speech: Speech }
  | { readonly type: 'gap'; lost: number }

export interface Batch {
  readonly items: readonly OutboxItem[]
  /** Grows with each batch, so that one that is sent again can be known by it. */
  readonly number: number
}

/** What this node's microphones said and Redis hasn't taken yet, in order, session by session. */
export interface Outbox {
  put(sessionId: string, item: OutboxItem): void
  /** The session's next items. The same ones, however often it is asked, until `done`; null while a batch is under way. */
  take(sessionId: string): Batch | null
  /** The batch couldn't be sent: `take` gives it again. */
  failed(sessionId: string): void
  done(sessionId: string): void
  /** Sessions of which anything waits. */
  waiting(): string[]
  isEmpty(): boolean
}

interface Queue {
  items: OutboxItem[]
  batch: Batch | null
  underWay: boolean
}

export function createOutbox(): Outbox {
  const queues = new Map<string, Queue>()
  let total = 0
  let batches = 0

  function queueOf(sessionId: string): Queue {
    const queue = queues.get(sessionId) ?? { items: [], batch: null, underWay: false }
    queues.set(sessionId, queue)
    return queue
  }

  /** Lets the oldest of what waits go. A gap stands first in its place, so that ids say that something was there. */
  function shorten(queue: Queue): void {
    const [first] = queue.items
    const gap = first?.type === 'gap' ? first : null
    const [oldest] = queue.items.splice(gap ? 1 : 0, 1)
    if (oldest?.type !== 'tone') return
    if (gap) gap.lost++
    else queue.items.unshift({ type: 'gap', lost: 1 })
    oldest.settle(null)
  }

  return {
    put(sessionId, item) {
      const queue = queueOf(sessionId)
      const last = queue.items.at(-1)
      // Only the latest state of the speech counts.
      if (item.type === 'speech' && last?.type === 'speech') queue.items.pop()
      else total++
      queue.items.push(item)
      if (queue.items.length <= mostWaiting && total <= mostWaitingInAll) return
      const before = queue.items.length
      shorten(queue)
      total += queue.items.length - before
    },
    take(sessionId) {
      const queue = queues.get(sessionId)
      if (!queue || queue.underWay) return null
      queue.batch ??= { items: queue.items.splice(0, mostInBatch), number: ++batches }
      queue.underWay = true
      return queue.batch
    },
    failed(sessionId) {
      const queue = queues.get(sessionId)
      if (queue) queue.underWay = false
    },
    done(sessionId) {
      const queue = queues.get(sessionId)
      if (!queue) return
      total -= queue.batch?.items.length ?? 0
      queue.batch = null
      queue.underWay = false
      if (queue.items.length === 0) queues.delete(sessionId)
    },
    waiting: () => [...queues.keys()],
    isEmpty: () => queues.size === 0,
  }
}
