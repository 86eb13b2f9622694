import type { PageLike } from '../composables/page-like.ts'
import { createPatience } from './patience.ts'

/** Lines, or whatever else is to be kept, on their way to the device. None is let go of before it is written. */
export interface NotesQueue<T> {
  /** Writes `item` after all that wait already, and what failed before it once more. */
  add(item: T): void
  /** Tries once more what waits. Resolves within 3 s: all is written, or what isn't counts as failed. */
  settle(): Promise<void>
  /** Nothing that waits is written any more, nor what comes. Resolves within 3 s, once no write is under way. */
  abandon(): Promise<void>
  /** Tries what waits one last time, with nobody there to wait for the answer. Leaves no timer. */
  close(): void
}

export interface NotesQueueOptions<T> {
  /** Writing a line twice must be as writing it once: a write that seemed lost may still arrive. */
  readonly write: (item: T, atMs: number) => Promise<void>
  /** A line is written, perhaps long after it was given up. */
  readonly onWritten: (item: T) => void
  /** Told with true while any line has failed and still waits. */
  readonly onFailing: (isFailing: boolean) => void
  /** Wall clock, milliseconds since 1970: when a line was heard. */
  readonly nowMs: () => number
  readonly after: PageLike['after']
}

interface Line<T> {
  readonly item: T
  readonly atMs: number
}

/** A device writes a line within milliseconds; one that hasn't by now may never. */
const answerWithinMs = 3_000
const retryMs = 5_000

export function createNotesQueue<T>(options: NotesQueueOptions<T>): NotesQueue<T> {
  const { onWritten, onFailing, nowMs, after } = options
  const patience = createPatience(after)
  const waiting = new Set<Line<T>>()
  const failed = new Set<Line<T>>()
  let round: Promise<void> | null = null
  let stopRetry = (): void => undefined
  let isOpen = true

  function add(item: T): void {
    if (!isOpen) return
    waiting.add({ item, atMs: nowMs() })
    void tryAll()
  }

  function tryAll(): Promise<void> {
    round ??= writeWaiting().finally(() => (round = null))
    return round
  }

  async function writeWaiting(): Promise<void> {
    stopRetry()
    for (const line of waiting) if (!isOpen || !(await isWritten(line))) break
    if (isOpen && waiting.size > 0) stopRetry = after(retryMs, () => void tryAll())
  }

  async function isWritten(line: Line<T>): Promise<boolean> {
    const isDone = await patience.within(write(line), answerWithinMs, false)
    if (!isDone) fail([line])
    return isDone
  }

  async function write(line: Line<T>): Promise<boolean> {
    try {
      await options.write(line.item, line.atMs)
    } catch {
      return false
    }
    written(line)
    return true
  }

  function written(line: Line<T>): void {
    waiting.delete(line)
    failed.delete(line)
    onWritten(line.item)
    onFailing(failed.size > 0)
    if (!isOpen) return
    // It may have come after it was given up: then the others needn't wait for the next try.
    if (waiting.size === 0) stopRetry()
    else void tryAll()
  }

  function fail(lines: Iterable<Line<T>>): void {
    for (const line of lines) if (waiting.has(line)) failed.add(line)
    onFailing(failed.size > 0)
  }

  async function settle(): Promise<void> {
    await patience.within(tryAll(), answerWithinMs, undefined)
    fail(waiting)
  }

  async function abandon(): Promise<void> {
    stop()
    fail(waiting)
    waiting.clear()
    await round
  }

  function close(): void {
    const last = isOpen ? [...waiting] : []
    stop()
    patience.end()
    last.forEach((line) => void write(line))
  }

  function stop(): void {
    isOpen = false
    stopRetry()
  }

  return { add, settle, abandon, close }
}
