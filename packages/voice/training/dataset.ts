import { toInt16 } from '../cli/to-pcm.ts'
import { speechParts } from '../src/classify-recording.ts'
import { collectSpeech } from '../src/collect-speech.ts'
import { computeFunctionals } from '../src/functionals.ts'
import type { SpeechFrames } from '../src/frame-layout.ts'
import { augment } from './augment.ts'
import { decodeRecordings, type Recording } from './corpus.ts'
import { createRandom } from './random.ts'

/** One stretch of speech to learn from or to be measured on. */
export interface Example {
  recording: Recording
  /** 0: as recorded; from 1: altered copies. */
  copy: number
  /** All the speech of the recording, or a window as in live use. */
  part: 'whole' | 'window'
  functionals: Float32Array
}

export interface DatasetOptions {
  folder: string
  recordings: readonly Recording[]
  /** Altered copies of each recording. */
  copies: number
  seed: number
}

/** Measures every recording, as it is and altered: whole, and in the windows of live use. */
export async function buildDataset({ folder, recordings, copies, seed }: DatasetOptions): Promise<Example[]> {
  const examples: Example[] = []
  let index = 0
  for await (const { recording, samples } of decodeRecordings(folder, recordings)) {
    const random = createRandom(seed + index++)
    for (let copy = 0; copy <= copies; copy++)
      examples.push(...measure(recording, copy, copy === 0 ? samples : augment(samples, random)))
    if (index % 100 === 0) process.stderr.write(`measured ${index} of ${recordings.length} recordings\n`)
  }
  return examples
}

function measure(recording: Recording, copy: number, samples: Float32Array): Example[] {
  const { whole, windows } = speechParts(collectSpeech(toInt16(samples)))
  const example = (part: Example['part']) => (frames: SpeechFrames) => {
    return { recording, copy, part, functionals: computeFunctionals(frames) }
  }
  return [...(whole ? [whole].map(example('whole')) : []), ...windows.map(example('window'))]
}
