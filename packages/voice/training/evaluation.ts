/** What other packages need to measure themselves on labelled recordings. */
export { decodeRecordings, readLabels, speechFolder, type Recording } from './corpus.ts'
export { accuracy, expectedCalibrationError } from './metrics.ts'
export { shuffled } from './random.ts'
export { toInt16 } from '../cli/to-pcm.ts'
export { loadModel, type ModelFile } from '../src/model-file.ts'
