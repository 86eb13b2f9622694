import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fitTemperature } from './calibrate.ts'
import { readLabels, speechFolder } from './corpus.ts'
import { crossValidate } from './cross-validate.ts'
import { buildDataset } from './dataset.ts'
import { packModel } from './pack-model.ts'
import { report } from './report.ts'
import { datasetSeed, augmentedCopies, shippedOptions, trainModel } from './train-model.ts'

/** Makes `src/default.model.json` anew from the recordings: same recordings, same file. Prints how good it is. */
const folder = speechFolder(process.argv, process.env)
const recordings = readLabels(folder)
const examples = await buildDataset({ folder, recordings, copies: augmentedCopies, seed: datasetSeed })
const predictions = crossValidate(examples, shippedOptions)
const temperature = fitTemperature(predictions)
report(predictions, temperature)
const model = { ...trainModel(examples, shippedOptions), temperature }

const path = join(import.meta.dirname, '../src/default.model.json')
writeFileSync(path, `${JSON.stringify(packModel(model))}\n`)
process.stderr.write(`wrote ${path}: ${examples.length} examples, temperature ${temperature.toFixed(2)}\n`)
