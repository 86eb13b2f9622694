import { toPcm } from '../cli/to-pcm.ts'
import { sampleRateHz } from '../src/audio.ts'
import { loadShippedModel } from '../src/shipped-models.ts'
import { readFixture } from '../test/fixture.ts'
import { createVoiceClassifier } from '../src/voice-classifier.ts'

/**
 * Prints how much faster than real time one core goes from samples to VoiceFrames, in chunks of 100 ms of speech. What counts
 * is the time of the processor, so that other work on the machine has little say.
 */
const chunkSamples = sampleRateHz / 10
const rounds = 150

const speech = toPcm({ channels: [await readFixture()], sampleRateHz })
const model = loadShippedModel()
hear(20)
const before = process.cpuUsage()
const frames = hear(rounds)
const { user, system } = process.cpuUsage(before)
const tookS = (user + system) / 1e6
const heardS = (rounds * speech.length) / sampleRateHz
process.stdout.write(
  `${heardS.toFixed(0)} s of speech, ${frames} frames, ${tookS.toFixed(2)} s: ${(heardS / tookS).toFixed(0)} × real time\n`,
)

function hear(times: number): number {
  const classifier = createVoiceClassifier({ model })
  let frameCount = 0
  for (let round = 0; round < times; round++)
    for (let from = 0; from < speech.length; from += chunkSamples)
      frameCount += classifier
        .push(speech.subarray(from, from + chunkSamples))
        .filter(({ type }) => type === 'frame').length
  return frameCount
}
