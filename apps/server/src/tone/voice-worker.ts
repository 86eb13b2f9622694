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
  | { type: 'open'; id: string }
  | { type: 'push'; id: string; samples: Int16Array<ArrayBuffer> }
  | { type: 'rest'; id: string }
  | { type: 'release'; id: string }
  | { type: 'count' }

interface Open {
  readonly classifier: VoiceClassifier
  takenSamples: number
}

// The one place with state of its own at module level: piscina calls a worker's module as a function.
const opened = new Map<string, Open>()
const known = new Map<string, SpeakerBaseline>()
const model = loadShippedModel(shippedModelNames.find((name) => name === workerData))

/**
 * Runs in a worker thread. Answers a push with what was heard, `count` with how many classifiers it holds.
 * @throws for a push to an id that isn't open here, as none is in a thread that stands in for one that died
 */
export default function handle(task: VoiceTask): Heard | number | null {
  switch (task.type) {
    case 'open':
      rest(task.id)
      opened.set(task.id, {
        classifier: createVoiceClassifier({ model, voice: known.get(task.id) }),
        takenSamples: 0,
      })
      return null
    case 'push':
      return push(task.id, task.samples)
    case 'rest':
      rest(task.id)
      return null
    case 'release':
      opened.delete(task.id)
      known.delete(task.id)
      return null
    case 'count':
      return opened.size
  }
}

/** A hundred numbers stay of a classifier and all that it remembers. */
function rest(id: string): void {
  const open = opened.get(id)
  if (open) known.set(id, open.classifier.voice())
  opened.delete(id)
}

function push(id: string, samples: Int16Array): Heard {
  const open = opened.get(id)
  if (!open) throw new Error('There is no classifier for this id in this thread')
  open.takenSamples += samples.length
  return { updates: open.classifier.push(samples), takenSamples: open.takenSamples }
}
