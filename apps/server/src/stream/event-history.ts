import { streamEventNames } from '@undertone/shared'
import type { Replay } from './replay.ts'
import { sseText } from './sse-frame.ts'
import { toneOf, type StoredTone } from './stored-tone.ts'

/** The last events of one session. Ids start at 1 and have no holes. */
export interface EventHistory {
  /** Highest id so far, 0 before the first. */
  head(): number
  /** Lowest id still held, null when none is. */
  oldest(): number | null
  /** Gives the next id to what `json` says, a ToneEvent. */
  append(json: string): StoredTone
  /** Everything still held with an id above `afterId`, oldest first. */
  after(afterId: number): StoredTone[]
  /** The same as bytes: what lies together stays together. */
  replayAfter(afterId: number): Replay
  /** Ids above `afterId` that are gone, null when none are. */
  missedAfter(afterId: number): { from: number; to: number } | null
}

/** Holds the last `capacity` events; it grows with what it holds, so that an empty session costs next to nothing. */
export function createEventHistory(capacity: number): EventHistory {
  return new BlockHistory(capacity)
}

/** What the first block of a session has room for, and the most that any has unless one event alone takes more. */
const firstBlockBytes = 1_024
const mostBlockBytes = 4_096

/**
 * Frames lie one behind the other in blocks of bytes. A buffer for each would be an object more that lives as long as its
 * event, which every collection of garbage has to look at: that was a fifth of what an event costs. What was written
 * to a block stays as it is, for sockets may still have to send it.
 */
class BlockHistory implements EventHistory {
  readonly #capacity: number
  /** Oldest first. */
  readonly #blocks: Block[] = []
  #head = 0

  constructor(capacity: number) {
    this.#capacity = capacity
  }

  head(): number {
    return this.#head
  }

  oldest(): number | null {
    return this.#head === 0 ? null : this.#lowestHeld()
  }

  append(json: string): StoredTone {
    const id = ++this.#head
    const text = sseText(streamEventNames.tone, json, id)
    const frame = this.#blocks.at(-1)?.write(text) ?? this.#addBlock(id, text)
    const [oldest] = this.#blocks
    if (oldest && oldest.lastId() < this.#lowestHeld()) this.#blocks.shift()
    return toneOf(id, frame)
  }

  after(afterId: number): StoredTone[] {
    const from = Math.max(afterId + 1, this.#lowestHeld())
    const events: StoredTone[] = []
    for (const block of this.#blocks) {
      for (let id = Math.max(from, block.firstId); id <= block.lastId(); id++)
        events.push(toneOf(id, block.frame(id)))
    }
    return events
  }

  replayAfter(afterId: number): Replay {
    const from = Math.max(afterId + 1, this.#lowestHeld())
    const pieces: Buffer[] = []
    for (const block of this.#blocks) if (block.lastId() >= from) pieces.push(block.framesFrom(from))
    return { count: Math.max(0, this.#head - from + 1), pieces }
  }

  missedAfter(afterId: number): { from: number; to: number } | null {
    const to = this.#lowestHeld() - 1
    return this.#head > 0 && afterId < to ? { from: afterId + 1, to } : null
  }

  #lowestHeld(): number {
    return Math.max(1, this.#head - this.#capacity + 1)
  }

  #addBlock(firstId: number, text: string): Buffer {
    const doubled = firstBlockBytes * 2 ** this.#blocks.length
    const bytes = Math.max(Math.min(doubled, mostBlockBytes), Buffer.byteLength(text))
    const block = new Block(firstId, bytes)
    this.#blocks.push(block)
    const frame = block.write(text)
    if (!frame) throw new RangeError('A block has room for what it was made for.')
    return frame
  }
}

class Block {
  readonly firstId: number
  readonly #bytes: Buffer
  /** Where each frame ends. */
  readonly #ends: number[] = []

  constructor(firstId: number, bytes: number) {
    this.firstId = firstId
    this.#bytes = Buffer.allocUnsafeSlow(bytes)
  }

  lastId(): number {
    return this.firstId + this.#ends.length - 1
  }

  /** Null where there is no room for it. */
  write(text: string): Buffer | null {
    const start = this.#ends.at(-1) ?? 0
    const room = this.#bytes.length - start
    // No character of a string takes more than three bytes; to count them costs as much as to write them.
    if (text.length * 3 > room && Buffer.byteLength(text) > room) return null
    const end = start + this.#bytes.write(text, start)
    this.#ends.push(end)
    return this.#bytes.subarray(start, end)
  }

  frame(id: number): Buffer {
    return this.#bytes.subarray(this.#start(id), this.#start(id + 1))
  }

  /** All from `id` on, or all there are where that was before. */
  framesFrom(id: number): Buffer {
    return this.#bytes.subarray(this.#start(id), this.#ends.at(-1))
  }

  #start(id: number): number {
    return this.#ends[id - this.firstId - 1] ?? 0
  }
}
