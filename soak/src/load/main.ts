// `pnpm load`: 2,000 streams, 50 microphones and 20 starts and ends a second, held by the built server for half an hour.
// `pnpm load --short`: for five minutes. `pnpm load --overload`: what happens where twice as many come as it can hold.
import { build } from '../../../scripts/build.mjs'
import { machine } from '../../../bench/support/machine.ts'
import { mixedSpeech, steadySpeech } from '../../../bench/voice/speech.ts'
import { hold } from './hold.ts'
import { readLoadOptions } from './load-options.ts'
import { overload } from './overload.ts'

const speechS = 300
/** Until each stream has come of age and back once; what the server knows of each voice grows for as long. */
const warmUpS = 150

const say = (text: string) => void process.stdout.write(`${text}\n`)
const { minutes, overload: isOverload } = readLoadOptions(process.argv.slice(2))
build()
say(machine())
const samples = (await mixedSpeech(speechS)) ?? (await steadySpeech(speechS))
const common = { say, speech: new Uint8Array(samples.buffer) }
const isRight = await (isOverload ? overload(common) : hold({ ...common, minutes, warmUpS }))
process.exit(isRight ? 0 : 1)
