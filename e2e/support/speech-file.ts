import { fileURLToPath } from 'node:url'

/** The sample conversation that the tests' microphones hear. */
export const speechFile = fileURLToPath(new URL('../../apps/web/public/samples/tense.wav', import.meta.url))
