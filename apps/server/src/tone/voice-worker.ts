import {
  createVoiceClassifier,
  loadShippedModel,
  shippedModelNames,
  type SpeakerBaseline,
  type VoiceClassifier,
} from '@undertone/voice'
import { workerData } from 'piscina'
import type { Heard } from './voice-engine.ts'

/** What the pool asks of a worker. */
export type VoiceTask =
  | { type: 'open'; id: string; known: SpeakerBaseline | null }
  | { type: 'push'; id: string; samples: Int16Array<ArrayBuffer> }
  | { type: 'known'; id: string }
  | { type: 'close'; id: string }
  | { type: 'count' }

interface Open {
  readonly classifier: VoiceClassifier
  takenSamples: number
}

/** What became of a task: an error is told by its message, and whether it is that the id's classifier went with another thread. */
export type VoiceAnswer =
  { value: Heard | SpeakerBaseline | number | null } | { error: string; isLost: boolean }

class UnknownId extends Error {}

/** The answers to tasks, each in the place of its task. */
export interface VoiceWork {
  answers: VoiceAnswer[]
  tookMs: number
}

// eslint-disable-next-line no-restricted-exports -- piscina calls what a worker's module exports by default
export default createVoiceWork()

/** Runs in a worker thread. What it returns does the tasks one after the other, whatever becomes of any of them. */
function createVoiceWork(): (tasks: readonly VoiceTask[]) => VoiceWork {
  const model = loadShippedModel(shippedModelNames.find((name) => name === workerData))
  const opened = new Map<string, Open>()

  /**
   * Answers a push with what was heard, `count` with how many classifiers it holds.
   * @throws for a push to an id that isn't open here, as none is in a thread that stands in for one that died
   */
  function answer(task: VoiceTask): Heard | SpeakerBaseline | number | null {
    switch (task.type) {
      case 'open':
        open(task.id, task.known)
        return null
      case 'push':
        return push(task.id, task.samples)
      case 'known':
        return opened.get(task.id)?.classifier.voice() ?? null
      case 'close':
        return close(task.id)
      case 'count':
        return opened.size
    }
  }

  function open(id: string, known: SpeakerBaseline | null): void {
    const voice = close(id) ?? known ?? undefined
    opened.set(id, { classifier: createVoiceClassifier({ model, voice }), takenSamples: 0 })
  }

  /** A hundred numbers stay of a classifier and all that it remembers. */
  function close(id: string): SpeakerBaseline | null {
    const voice = opened.get(id)?.classifier.voice() ?? null
    opened.delete(id)
    return voice
  }

  function push(id: string, samples: Int16Array): Heard {
    const open = opened.get(id)
    if (!open) throw new UnknownId('There is no classifier for this id in this thread')
    open.takenSamples += samples.length
    return { updates: open.classifier.push(samples), takenSamples: open.takenSamples }
  }

  function answerSafely(task: VoiceTask): VoiceAnswer {
    try {
      return { value: answer(task) }
    } catch (error) {
      const isLost = error instanceof UnknownId
      return { error: error instanceof Error ? error.message : String(error), isLost }
    }
  }

  return (tasks) => {
    const startedMs = performance.now()
    const answers = tasks.map(answerSafely)
    // A thread that sleeps collects no garbage, for hours perhaps: what lies about there mustn't be what somebody said.
    for (const task of tasks) if (task.type === 'push') task.samples.fill(0)
    return { answers, tookMs: performance.now() - startedMs }
  }
}
