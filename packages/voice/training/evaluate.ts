import { resolve } from 'node:path'
import { speechFolder } from './corpus.ts'
import { evaluateShipped } from './evaluate-shipped.ts'
import { ensureFeatures, featuresFolder } from './features.ts'
import { findOrInstallPython, runPython } from './python.ts'

/**
 * `evaluate [DIR] [--seeds N] [--features DIR]` prints the numbers of MODEL_CARD.md for a folder with a `labels.csv`: learns anew
 * without each fold of speakers, and leaves the shipped weights alone. With `--shipped` it learns nothing, and prints how
 * the model that ships does on the folder: the way to measure it on voices that it doesn't know.
 */
const [, , given] = process.argv
const folder =
  given && !given.startsWith('--')
    ? resolve(process.env.INIT_CWD ?? process.cwd(), given)
    : speechFolder(process.argv, process.env)

if (process.argv.includes('--shipped')) await evaluateShipped(folder)
else await crossValidate()

async function crossValidate(): Promise<void> {
  const flag = process.argv.indexOf('--seeds')
  const seeds = Array.from({ length: flag >= 0 ? Number(process.argv[flag + 1]) : 5 }, (_, seed) =>
    String(seed),
  )
  const kinds = ['both', 'emodb', 'cross']
  const python = findOrInstallPython()
  const features = featuresFolder(process.argv, folder)
  await ensureFeatures(folder, features, true)
  for (const seed of seeds) {
    runPython(python, 'learn.py', features, seed, ...kinds)
    runPython(python, 'hear.py', features, seed, ...kinds)
  }
  runPython(python, 'report.py', features, ...seeds)
  runPython(python, 'tables.py', features, seeds[0])
}
