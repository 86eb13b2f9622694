import type { RecordingJudgement } from '../src/classify-recording.ts'

export type ResultLine = ({ file: string } & RecordingJudgement) | { file: string; error: string }

/** What to print for `file`: its judgement, or why there is none. Never throws. */
export async function resultLine(
  file: string,
  judge: () => Promise<RecordingJudgement>,
): Promise<ResultLine> {
  try {
    return rounded(file, await judge())
  } catch (error) {
    return { file, error: sentenceFor(error) }
  }
}

function rounded(file: string, judgement: RecordingJudgement): ResultLine {
  const { neutral, calm, happy, sad, angry, fearful, disgusted, surprised, bored } = judgement.probabilities
  return {
    file,
    seconds: round(judgement.seconds),
    affect: judgement.affect,
    confidence: round(judgement.confidence),
    arousal: round(judgement.arousal),
    valence: round(judgement.valence),
    probabilities: {
      neutral: round(neutral),
      calm: round(calm),
      happy: round(happy),
      sad: round(sad),
      angry: round(angry),
      fearful: round(fearful),
      disgusted: round(disgusted),
      surprised: round(surprised),
      bored: round(bored),
    },
  }
}

function round(value: number): number {
  return Number(value.toFixed(4))
}

const systemSentences: Record<string, string> = {
  ENOENT: 'there is no such file',
  EISDIR: 'this is a folder, not a file',
  EACCES: "this file can't be read: permission denied",
}

function sentenceFor(error: unknown): string {
  if (!(error instanceof Error)) return "this file can't be read"
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  return systemSentences[code] ?? error.message
}
