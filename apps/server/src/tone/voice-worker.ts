import {
  createVoiceClassifier,
  loadDefaultModel,
  type VoiceClassifier,
  type VoiceUpdate,
} from '@undertone/voice'

/** What the pool asks of a worker. */
export type VoiceTask =
  | { type: 'open'; id: string }
  | { type: 'push'; id: string; samples: Int16Array<ArrayBuffer> }
  | { type: 'release'; id: string }
  | { type: 'count' }

const nothing: VoiceUpdate[] = []
// The one place with state of its own at module level: piscina calls a worker's module as a function.
const classifiers = new Map<string, VoiceClassifier>()
const model = loadDefaultModel()

/**
 * Runs in a worker thread. Answers updates, or for `count` how many classifiers it holds.
 * @throws for a push to an id that isn't open here, as none is in a thread that stands in for one that died
 */
export default function handle(task: VoiceTask): VoiceUpdate[] | number {
  switch (task.type) {
    case 'open':
      classifiers.set(task.id, createVoiceClassifier({ model }))
      return nothing
    case 'push':
      return push(task.id, task.samples)
    case 'release':
      classifiers.delete(task.id)
      return nothing
    case 'count':
      return classifiers.size
  }
}

function push(id: string, samples: Int16Array): VoiceUpdate[] {
  const classifier = classifiers.get(id)
  if (!classifier) throw new Error('There is no classifier for this id in this thread')
  return classifier.push(samples)
}
