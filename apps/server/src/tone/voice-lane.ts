import type { SpeakerBaseline } from '@undertone/voice'
import { Piscina } from 'piscina'
import type { Clock } from '../clock.ts'
import { ClassifierLost } from '../errors.ts'
import type { VoiceAnswer, VoiceTask, VoiceWork } from './voice-worker.ts'

export interface VoiceLaneDeps {
  /** The built `voice-worker` module. */
  workerFile: URL
  /** What the worker finds as its data. */
  workerData: unknown
  clock: Pick<Clock, 'nowMs' | 'after'>
  onError: (error: unknown) => void
}

export interface Opening {
  /** The voice as it was known when it was last asked about, at its opening first. */
  known: SpeakerBaseline | null
}

/** One thread of classifiers. */
export interface VoiceLane {
  /** The open ids, each with its latest opening. */
  readonly openings: Map<string, Opening>
  /** Has the thread do `task`, after all that it was asked before; rejects where that throws, or the thread dies. */
  ask(task: VoiceTask): ReturnType<Piscina['run']>
  /** How long the thread has worked since it was made, ms. */
  workedMs(): number
  stop(): Promise<void>
}

/**
 * A message and its answer cost about half as much as hearing 100 ms of speech does. So one is under way at a time, none leaves
 * sooner than this after the one before, and what is asked in between goes together.
 */
const leastApartMs = 5

const longUnderWayMs = 1_000

/** Where threads die one after the other, as they start perhaps, the core is for who still has one. */
const startAgainEveryMs = 1_000

/**
 * A thread that answers later than this hangs, and is ended as if it had died. Not even 300 microphones take so long with all that
 * they may have waiting, 10 s each, where there is no WebAssembly.
 */
const mostAnswerMs = 100_000

interface Asked {
  readonly task: VoiceTask
  /** A thread has died of it, or beside it. */
  wasLost: boolean
  resolve(value: unknown): void
  reject(error: unknown): void
}

/** A pool of one thread: a classifier has state, and piscina keeps no id with a thread. Its queue keeps the order. */
export function createVoiceLane({ workerFile, workerData, clock, onError }: VoiceLaneDeps): VoiceLane {
  // Without `stricterFIFO` piscina puts a task that has to wait behind later ones.
  const pool = new Piscina({
    ...{ filename: workerFile.href, minThreads: 1, maxThreads: 1, stricterFIFO: true, workerData },
  })
  pool.on('error', (error: unknown) => {
    // A thread that died as it started leaves what it was to be asked with piscina, which starts none in its place.
    if (underWay) underWay.abort(error)
    else onError(new ClassifierLost('A voice thread was lost', { cause: error }))
  })
  let waiting: Asked[] = []
  let underWay: AbortController | null = null
  let lossesInARow = 0
  let isBusy = false
  let isStopped = false
  let sentAtMs = -Infinity
  let workedMs = 0

  function ask(task: VoiceTask): ReturnType<Piscina['run']> {
    return new Promise((resolve, reject) => {
      waiting.push({ task, wasLost: false, resolve, reject })
      if (isStopped) rejectWaiting()
      else if (waiting.length === 1 && !isBusy) sendSoon()
    })
  }

  function sendSoon(): void {
    isBusy = true
    const apartMs = lossesInARow > 1 ? startAgainEveryMs : leastApartMs
    const waitMs = sentAtMs + apartMs - clock.nowMs()
    // At once means after what is being asked at this moment.
    if (waitMs > 0) clock.after(waitMs, send)
    else queueMicrotask(send)
  }

  function send(): void {
    if (isStopped) return rejectWaiting()
    const asked = waiting
    waiting = []
    sentAtMs = clock.nowMs()
    const tasks = asked.map(({ task }) => task)
    const transferList = tasks.flatMap((task) => (task.type === 'push' ? [task.samples.buffer] : []))
    const run = new AbortController()
    const patience = clock.after(mostAnswerMs, () => run.abort(new Error('A voice thread hangs')))
    underWay = run
    pool
      .run(tasks, { transferList, signal: run.signal })
      .then(
        ({ answers, tookMs }: VoiceWork) => {
          lossesInARow = 0
          workedMs += Math.max(tookMs, longUnderWay())
          asked.forEach((each, at) => settle(each, answers[at]))
        },
        (error: unknown) => lose(asked, error),
      )
      .finally(() => {
        patience.stop()
        underWay = null
        isBusy = false
        if (isStopped) rejectWaiting()
        else if (waiting.length > 0) sendSoon()
      })
  }

  /** A thread on a busy machine waits a little for its core, which is no work; one that waits for long has no room for more. */
  function longUnderWay(): number {
    const underWayMs = clock.nowMs() - sentAtMs
    return underWayMs > longUnderWayMs ? underWayMs : 0
  }

  /** The thread has died. With it went the classifiers and the samples; what else was asked of it its successor can do. */
  function lose(asked: readonly Asked[], error: unknown): void {
    const again = asked.filter(({ task, wasLost }) => task.type !== 'push' && !wasLost && !isStopped)
    const lost = new ClassifierLost('A voice thread was lost', { cause: error })
    lossesInARow++
    if (!isStopped) onError(lost)
    for (const each of asked) if (!again.includes(each)) each.reject(lost)
    for (const each of again) each.wasLost = true
    waiting.unshift(...again)
  }

  function rejectWaiting(): void {
    for (const { reject } of waiting) reject(new ClassifierLost('The classifiers are stopped'))
    waiting = []
  }

  return {
    openings: new Map(),
    ask,
    workedMs() {
      return workedMs + (underWay ? longUnderWay() : 0)
    },
    async stop() {
      isStopped = true
      rejectWaiting()
      await pool.destroy()
    },
  }
}

function settle({ resolve, reject }: Asked, answer: VoiceAnswer | undefined): void {
  if (answer && 'value' in answer) resolve(answer.value)
  else if (answer?.isLost) reject(new ClassifierLost(answer.error))
  else reject(new Error(answer?.error ?? 'no answer'))
}
