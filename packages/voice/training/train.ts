import { join } from 'node:path'
import { speechFolder } from './corpus.ts'
import { ensureFeatures, featuresFolder } from './features.ts'
import { findOrInstallPython, runPython } from './python.ts'

/**
 * `train [--speech DIR] [--features DIR]`: makes `src/models/*.model.json` anew from the recordings, seeded. The same recordings,
 * the same versions of Node and PyTorch and the same processor give the same files.
 */
const seed = '0'
const python = findOrInstallPython()
const speech = speechFolder(process.argv, process.env)
const features = featuresFolder(process.argv, speech)
await ensureFeatures(speech, features, false)
runPython(python, 'learn.py', features, seed, 'ship')
runPython(python, 'ship.py', features, seed, join(import.meta.dirname, '../src/models'))
