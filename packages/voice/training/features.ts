import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { decodeRecordings, readLabels } from './corpus.ts'
import { testConditions } from './test-conditions.ts'
import type { Utterance } from './utterance.ts'
import { writeFeatures } from './write-features.ts'

/** As many as `COPIES` of model/learn.py: the recordings as they are, and altered fifteen times. */
const learntCopies = Array.from({ length: 16 }, (_, copy) => copy)
const featureSeed = 42

/** Where what was measured of `speech` is kept between two runs: `--features DIR`, or a temporary folder of its own. */
export function featuresFolder(args: readonly string[], speech: string): string {
  const flag = args.indexOf('--features')
  if (flag >= 0) return resolve(process.env.INIT_CWD ?? process.cwd(), args[flag + 1])
  const name = createHash('sha256').update(speech).digest('hex').slice(0, 12)
  return join(tmpdir(), `undertone-voice-${name}`)
}

/** Measures the recordings of `speech` into `out`: to learn from, and with `tests` under each test condition too. What is there stays. */
export async function ensureFeatures(speech: string, out: string, tests: boolean): Promise<void> {
  const wanted = [...learntCopies, ...(tests ? testConditions : [])]
  const missing = wanted.filter((copy) => !existsSync(join(out, `copy-${copy}.json`)))
  if (missing.length === 0) return
  mkdirSync(out, { recursive: true })
  const recordings = readLabels(speech)
  writeFileSync(join(out, 'recordings.json'), JSON.stringify(recordings))
  const utterances: Utterance[] = []
  for await (const utterance of decodeRecordings(speech, recordings)) utterances.push(utterance)
  for (const copy of missing) {
    const startedMs = performance.now()
    writeFeatures({ utterances, folder: out, copy, seed: featureSeed })
    process.stderr.write(`copy ${copy}: ${((performance.now() - startedMs) / 1000).toFixed(0)} s\n`)
  }
}
