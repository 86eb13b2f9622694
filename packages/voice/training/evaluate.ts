import { fitTemperature } from './calibrate.ts'
import { readLabels, speechFolder } from './corpus.ts'
import { crossValidate } from './cross-validate.ts'
import { buildDataset } from './dataset.ts'
import { report } from './report.ts'
import { augmentedCopies, datasetSeed, shippedOptions } from './train-model.ts'

/** Prints the numbers of MODEL_CARD.md: trains anew for each fold of speakers, and leaves the shipped weights alone. */
const folder = speechFolder(process.argv, process.env)
const recordings = readLabels(folder)
const examples = await buildDataset({ folder, recordings, copies: augmentedCopies, seed: datasetSeed })
const predictions = crossValidate(examples, shippedOptions)
report(predictions, fitTemperature(predictions))
