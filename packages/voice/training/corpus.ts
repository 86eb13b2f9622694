import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { affectSchema, type Affect } from '@undertone/shared'
import { createFlacReader } from '../cli/decode-flac.ts'

/** One labelled utterance of the corpus. */
export interface Recording {
  path: string
  corpus: string
  speaker: string
  sex: string
  affect: Affect
  intensity: string
}

/** Where the recordings are: `--speech DIR`, else `SPEECH_DIR`, else beside the project. */
export function speechFolder(args: readonly string[], environment: NodeJS.ProcessEnv): string {
  const flag = args.indexOf('--speech')
  const given = flag >= 0 ? args[flag + 1] : environment.SPEECH_DIR
  const base = environment.INIT_CWD ?? process.cwd()
  return given ? resolve(base, given) : resolve(import.meta.dirname, '../../../../shared/speech')
}

/** Reads `labels.csv` of `folder`. Throws where a row names an affect that there is no word for. */
export function readLabels(folder: string): Recording[] {
  const [head, ...lines] = readFileSync(join(folder, 'labels.csv'), 'utf8').trim().split(/\r?\n/)
  const names = head.split(',')
  return lines.map((line) => {
    const cells = line.split(',')
    const cell = (name: string) => cells[names.indexOf(name)] ?? ''
    return {
      path: cell('path'),
      corpus: cell('corpus'),
      speaker: cell('speaker'),
      sex: cell('sex'),
      affect: affectSchema.parse(cell('emotion')),
      intensity: cell('intensity'),
    }
  })
}

/** Yields each recording with its samples, 16 kHz mono, −1…1. */
export async function* decodeRecordings(folder: string, recordings: readonly Recording[]) {
  const reader = createFlacReader()
  for (const recording of recordings) {
    const { channels } = await reader.decode(readFileSync(join(folder, recording.path)))
    yield { recording, samples: channels[0] }
  }
  reader.close()
}
