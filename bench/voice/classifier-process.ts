import { answerWith } from '../support/worker.ts'
import type { HeldBytes, VoiceAsk } from './ask.ts'
import { cpuMs, readPcm } from './read-pcm.ts'

// Before the classifier is loaded, which looks for it once.
if (process.env['WITHOUT_WEBASSEMBLY']) Reflect.deleteProperty(globalThis, 'WebAssembly')
const { createVoiceClassifier, loadShippedModel } = await import('../../packages/voice/src/index.ts')

const chunkSamples = 1_600
const model = loadShippedModel()
const kept: unknown[] = []

answerWith<VoiceAsk>(async (asked) => (asked.ask === 'hear' ? hear(asked) : memory(asked)))

function hear({ file, seconds, streams }: VoiceAsk): number {
  const samples = readPcm(file, seconds)
  const before = cpuMs()
  listen(samples, streams)
  return cpuMs() - before
}

/** As a server hears them: 100 ms of each, in turn. */
function listen(samples: Int16Array, streams: number) {
  const classifiers = Array.from({ length: streams }, () => createVoiceClassifier({ model }))
  for (let from = 0; from < samples.length; from += chunkSamples)
    for (const classifier of classifiers) classifier.push(samples.subarray(from, from + chunkSamples))
  return classifiers
}

function memory({ file, seconds, streams }: VoiceAsk): HeldBytes {
  const samples = readPcm(file, seconds)
  listen(samples, 1)
  const before = held()
  kept.push(listen(samples, streams))
  const after = held()
  kept.length = 0
  return { rss: (after.rss - before.rss) / streams, heap: (after.heap - before.heap) / streams }
}

function held(): HeldBytes {
  for (let i = 0; i < 3; i++) globalThis.gc?.()
  const { rss, heapUsed, external } = process.memoryUsage()
  return { rss, heap: heapUsed + external }
}
