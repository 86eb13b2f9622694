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

/** Runs in a worker thread. Answers updates, or for `count` how many classifiers it holds. */
export default function handle(task: VoiceTask): VoiceUpdate[] | number {
  switch (task.type) {
    case 'open':
      opened(task.id)
      return nothing
    case 'push':
      // A thread that was replaced after a fault knows nobody: the session goes on with a fresh classifier.
      return (classifiers.get(task.id) ?? opened(task.id)).push(task.samples)
    case 'release':
      classifiers.delete(task.id)
      return nothing
    case 'count':
      return classifiers.size
  }
}

function opened(id: string): VoiceClassifier {
  const classifier = createVoiceClassifier({ model })
  classifiers.set(id, classifier)
  return classifier
}
