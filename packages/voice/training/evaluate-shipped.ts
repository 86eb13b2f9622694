import type { Affect } from '@undertone/shared'
import { toInt16 } from '../cli/to-pcm.ts'
import { createRecordingClassifier, type RecordingJudgement } from '../src/recording-classifier.ts'
import { reliabilityFloor } from '../src/reliability-floor.ts'
import { shippedModelNames } from '../src/shipped-model-names.ts'
import { loadShippedModel } from '../src/shipped-models.ts'
import { decodeRecordings, readLabels, type Recording } from './corpus.ts'
import {
  areaUnderCurve,
  expectedCalibrationError,
  riskAt,
  unweightedAverageRecall,
  type Scored,
} from './metrics.ts'
import { shuffled } from './random.ts'

interface Judged {
  recording: Recording
  judgement: RecordingJudgement
}

const highArousal: readonly Affect[] = ['happy', 'angry', 'fearful', 'surprised']
const lowArousal: readonly Affect[] = ['neutral', 'calm', 'sad', 'bored']
const orderSeed = 1

/** Prints how the shipped model that VOICE_MODEL names does on the recordings of `folder`, speaker by speaker in random order. */
export async function evaluateShipped(folder: string): Promise<void> {
  const model = loadShippedModel(shippedModelNames.find((name) => name === process.env.VOICE_MODEL))
  const sounds: { recording: Recording; samples: Int16Array }[] = []
  for await (const { recording, samples } of decodeRecordings(folder, readLabels(folder)))
    sounds.push({ recording, samples: toInt16(samples) })
  for (const sameSpeaker of [false, true]) {
    const judged: Judged[] = []
    for (const speaker of new Set(sounds.map(({ recording }) => recording.speaker))) {
      const classifier = createRecordingClassifier({ model, sameSpeaker })
      for (const { recording, samples } of shuffled(
        sounds.filter((one) => one.recording.speaker === speaker),
        orderSeed,
      ))
        judged.push({ recording, judgement: classifier.classify(samples) })
    }
    for (const corpus of new Set(judged.map(({ recording }) => recording.corpus)))
      print(corpus, sameSpeaker ? 'its voice as known so far' : 'unknown voices', judged)
  }
}

function print(corpus: string, kind: string, judged: readonly Judged[]): void {
  const own = judged.filter(({ recording }) => recording.corpus === corpus)
  const scored = own.map(scoredOf)
  const { coverage, accuracy } = riskAt(scored, reliabilityFloor)
  const arousals = (among: readonly Affect[]) =>
    own.filter(({ recording }) => among.includes(recording.affect)).map(({ judgement }) => judgement.arousal)
  process.stdout.write(
    [
      `${corpus}, ${kind}: ${own.length} recordings, ${own.filter(({ judgement }) => !judgement.affect).length} without speech`,
      `  UAR among its own affects ${shown(unweightedAverageRecall(own.map(closedScore(own))))}, among all ${shown(unweightedAverageRecall(scored))}`,
      `  arousal AUC ${shown(areaUnderCurve(arousals(highArousal), arousals(lowArousal)))}, ECE ${shown(expectedCalibrationError(scored))}`,
      `  over the floor of ${reliabilityFloor}: ${shown(coverage)} of them, right in ${shown(accuracy)}`,
      '',
    ].join('\n'),
  )
}

function scoredOf({ recording, judgement }: Judged): Scored {
  return { truth: recording.affect, said: judgement.affect ?? 'nobody', confidence: judgement.confidence }
}

/** Scores among the affects that the corpus has: how published results count. */
function closedScore(set: readonly Judged[]): (one: Judged) => Scored {
  const known = [...new Set(set.map(({ recording }) => recording.affect))]
  return ({ recording, judgement: { probabilities } }) => {
    const said = known.reduce((best, affect) => (probabilities[affect] > probabilities[best] ? affect : best))
    return { truth: recording.affect, said, confidence: probabilities[said] }
  }
}

function shown(value: number): string {
  return value.toFixed(3)
}
