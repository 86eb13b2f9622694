import type { RecordingJudgement } from '../src/recording-classifier.ts'
import { round, roundedJudgement } from './rounded-judgement.ts'

export type ResultLine = ({ file: string } & RecordingJudgement) | { file: string; error: string }

/** What to print for `file`: its judgement, or why there is none. Never throws. */
export async function resultLine(
  file: string,
  judge: () => Promise<RecordingJudgement>,
): Promise<ResultLine> {
  try {
    const judgement = await judge()
    return { file, seconds: round(judgement.seconds), ...roundedJudgement(judgement) }
  } catch (error) {
    return { file, error: sentenceFor(error) }
  }
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
