import type { Affect } from '@undertone/shared'
import { combineParts } from '../src/classify-recording.ts'
import { toJudgement, type Judgement } from '../src/voice-model.ts'
import type { Recording } from './corpus.ts'
import type { Prediction } from './cross-validate.ts'
import type { Example } from './dataset.ts'
import {
  areaUnderCurve,
  expectedCalibrationError,
  riskAt,
  unweightedAverageRecall,
  type Scored,
} from './metrics.ts'

interface Judged {
  recording: Recording
  part: Example['part']
  judgement: Judgement
}

const highArousal: readonly Affect[] = ['happy', 'angry', 'fearful', 'surprised']
const lowArousal: readonly Affect[] = ['neutral', 'calm', 'sad', 'bored']

/** Prints the numbers of MODEL_CARD.md from predictions of models that never heard the speaker. */
export function report(predictions: readonly Prediction[], temperature: number): void {
  print(`temperature ${temperature.toFixed(2)}`)
  const corpora = new Set(predictions.map(({ example }) => example.recording.corpus))
  for (const corpus of corpora) reportCorpus(predictions, temperature, corpus)
}

function reportCorpus(predictions: readonly Prediction[], temperature: number, corpus: string): void {
  const judge = (prediction: Prediction) => judged(prediction, temperature)
  const own = predictions.filter(({ example }) => example.recording.corpus === corpus)
  const windows = own.filter(({ example }) => example.part === 'window').map(judge)
  const files = byRecording(own.map(judge))
  print(`\n${corpus}: ${files.length} recordings, ${windows.length} windows`)
  for (const [name, set] of [
    ['file', files],
    ['window', windows],
  ] as const) {
    const scored = set.map(scoredOf)
    print(`  ${name}: UAR of its own classes ${shown(unweightedAverageRecall(set.map(closedScore(set))))}`)
    print(
      `  ${name}: UAR of all nine ${shown(unweightedAverageRecall(scored))}, ECE ${shown(expectedCalibrationError(scored))}`,
    )
    print(`  ${name}: arousal AUC ${shown(arousalAuc(set))}`)
    for (const floor of [0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.6]) {
      const { coverage, accuracy } = riskAt(scored, floor)
      print(`    floor ${floor}: coverage ${shown(coverage)}, accuracy ${shown(accuracy)}`)
    }
  }
  printConfusion(files)
}

function judged({ example, outputs }: Prediction, temperature: number): Judged {
  return { recording: example.recording, part: example.part, judgement: toJudgement(outputs, temperature) }
}

/** As `classifyRecording` does: the whole and the windows of each recording together. */
function byRecording(own: readonly Judged[]): Judged[] {
  const recordings = [...new Set(own.map(({ recording }) => recording))]
  return recordings.map((recording) => {
    const parts = own.filter((one) => one.recording === recording)
    const judgementsOf = (part: Example['part']) =>
      parts.filter((one) => one.part === part).map(({ judgement }) => judgement)
    const [whole] = judgementsOf('whole')
    return { recording, part: 'whole', judgement: combineParts(whole ?? null, judgementsOf('window')) }
  })
}

function scoredOf({ recording, judgement }: Judged): Scored {
  return { truth: recording.affect, said: judgement.affect, confidence: judgement.confidence }
}

/** Scores among the affects that the corpus has: how published results count. */
function closedScore(set: readonly Judged[]): (one: Judged) => Scored {
  const known = [...new Set(set.map(({ recording }) => recording.affect))]
  return ({ recording, judgement: { probabilities } }) => {
    const said = known.reduce((best, affect) => (probabilities[affect] > probabilities[best] ? affect : best))
    return { truth: recording.affect, said, confidence: probabilities[said] }
  }
}

function arousalAuc(set: readonly Judged[]): number {
  const among = (names: readonly Affect[]) =>
    set.filter(({ recording }) => names.includes(recording.affect)).map(({ judgement }) => judgement.arousal)
  return areaUnderCurve(among(highArousal), among(lowArousal))
}

function printConfusion(files: readonly Judged[]): void {
  const said = [...new Set(files.map(({ judgement }) => judgement.affect))].sort()
  print(`  said: ${said.join(' ')}`)
  for (const truth of [...new Set(files.map(({ recording }) => recording.affect))].sort()) {
    const own = files.filter(({ recording }) => recording.affect === truth)
    const counts = said.map((name) => own.filter(({ judgement }) => judgement.affect === name).length)
    print(`    ${truth}: ${counts.join(' ')}`)
  }
}

function shown(value: number): string {
  return value.toFixed(3)
}

function print(line: string): void {
  process.stdout.write(`${line}\n`)
}
