import { get, type ClientRequest, type IncomingMessage } from 'node:http'
import type { Tally } from './tally.ts'

export interface WatcherOptions {
  readonly url: string
  /** The session's id, or a viewer's. */
  readonly id: string
  readonly tally: Tally
  /** `timestampS`: when what an event describes was heard, in seconds of the session. */
  readonly onTone?: (timestampS: number) => void
}

/** Somebody who watches a session, and comes back after the last id whenever the stream ends, as it does at its age. */
export interface Watcher {
  /** Resolves once its first stream is open; false where that was refused. */
  readonly opened: Promise<boolean>
  /** It is open, or was within the time that whoever comes back takes. */
  readonly isHeld: () => boolean
  /** Tone events that came, each once; whatever else they are is a failure in the tally. */
  readonly tones: () => number
  readonly returns: () => number
  readonly heardAtMs: () => number
  /** Resolves once it was told that the session is over. */
  readonly told: Promise<void>
  /** The server is about to end: it doesn't come back. */
  leaveAtEnd(): void
  stop(): void
}

const [backAfterMs, backWithinMs] = [200, 1_000]
/** From the end of a stream to the next one, with what it takes to be served. */
const longestAwayMs = backWithinMs + 1_000

export function createWatcher({ url, id, tally, onTone }: WatcherOptions): Watcher {
  let asking: ClientRequest | null = null
  let comingBack: NodeJS.Timeout | undefined
  let [tones, streams, heardAtMs] = [0, 0, performance.now()]
  let [isOpen, isOver] = [false, false]
  let closedAtMs = -Infinity
  let tellOpened: (isServed: boolean) => void = () => {}
  let tellOver: () => void = () => {}
  const opened = new Promise<boolean>((resolve) => (tellOpened = resolve))
  const told = new Promise<void>((resolve) => (tellOver = resolve))

  function open(): void {
    asking = get(`${url}/session/${id}/stream?last_event_id=${tones}`, { agent: false })
    asking.once('response', (answer) => {
      tally.answered('stream', answer.statusCode ?? 0)
      if (answer.statusCode !== 200) return refused(answer)
      streams++
      let text = ''
      answer.setEncoding('utf8').on('data', (more: string) => {
        heardAtMs = performance.now()
        const blocks = (text + more).split('\n\n')
        text = blocks.pop() ?? ''
        blocks.forEach(take)
      })
      answer.on('error', onError)
      answer.once('close', () => {
        isOpen = false
        closedAtMs = performance.now()
        if (!isOver) comingBack = setTimeout(open, backAfterMs + Math.random() * (backWithinMs - backAfterMs))
      })
    })
    asking.on('error', onError)
  }

  /** A newcomer may be. */
  function refused(answer: IncomingMessage): void {
    answer.resume()
    if (streams > 0) tally.failed(`who came back to a stream was answered ${answer.statusCode}`)
    tellOpened(false)
  }

  function onError(error: Error): void {
    if (!isOver) tally.failed(`a stream: ${error.message}`)
  }

  function take(block: string): void {
    if (block.includes('event: tone-event\n')) return takeTone(block)
    if (block.includes('event: stream-open')) {
      isOpen = true
      tellOpened(true)
    }
    if (block.includes('event: session-end')) {
      isOver = true
      tellOver()
    }
  }

  function takeTone(block: string): void {
    const id = Number(/^id: (\d+)$/m.exec(block)?.[1])
    if (id !== ++tones) tally.failed(`event ${id} came where ${tones} was due`)
    onTone?.(Number(/"timestamp":([\d.]+)/.exec(block)?.[1]))
  }

  open()
  return {
    opened,
    told,
    isHeld: () => isOpen || performance.now() - closedAtMs < longestAwayMs,
    tones: () => tones,
    returns: () => Math.max(0, streams - 1),
    heardAtMs: () => heardAtMs,
    leaveAtEnd() {
      isOver = true
      clearTimeout(comingBack)
    },
    stop() {
      isOver = true
      clearTimeout(comingBack)
      asking?.destroy()
    },
  }
}
