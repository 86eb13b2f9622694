import { toInt16 } from '../cli/to-pcm.ts'
import { column } from '../src/frame-layout.ts'
import { createSpeechFrontEnd } from '../src/speech-front-end.ts'
import { readSamples, splitBySpeaker, toVoice } from './activity/activity-split.ts'
import { backgroundKinds, makeBackground } from './activity/make-background.ts'
import { makeSpeechStream, mixAt, type SpeechStream } from './activity/speech-stream.ts'
import { speechFolder } from './corpus.ts'
import { createRandom } from './random.ts'

/**
 * Prints how well speech is found in noise, on voices that the detector never heard: the share of speech frames that are
 * claimed, and of other frames that are claimed wrongly. Labels come from the clean recordings (activity/label-speech.ts).
 */
const askedSnr = process.argv.indexOf('--snr')
const snrsDb = askedSnr > 0 ? [Number(process.argv[askedSnr + 1])] : [20, 10, 5, 0]
/** A false alarm further than this from speech is none of its edge, frames. */
const edgeFrames = 20

interface Counts {
  speech: number
  found: number
  voiced: number
  voicedFound: number
  other: number
  alarms: number
  far: number
  farAlarms: number
}

const folder = speechFolder(process.argv, process.env)
const { measure } = splitBySpeaker(folder)
const samples = await readSamples(folder, measure)
const inStream = samples.filter((_, i) => i % 4 === 0)
const voices = samples.filter((_, i) => i % 4 !== 0).map(toVoice)
const stream = makeSpeechStream(inStream, createRandom(1))
const isVoiced = voicedFrames(stream)
const seconds = stream.labels.length / 100
print(
  `${seconds.toFixed(0)} s, speech in ${shown(stream.labels.reduce((a, b) => a + b, 0) / stream.labels.length)}`,
)
print('background   SNR  recall  voiced  alarms  far off  claimed')
report('none', Infinity, countsOf(stream.samples))
for (const snrDb of snrsDb) {
  const all = backgroundKinds.map((kind, i) => {
    const background = makeBackground(kind, stream.samples.length, createRandom(100 + i), voices)
    const counts = countsOf(mixAt(stream, background, snrDb))
    report(kind, snrDb, counts)
    return counts
  })
  report('all', snrDb, all.reduce(sum))
}

function voicedFrames({ samples, labels }: SpeechStream): Uint8Array {
  const voiced = new Uint8Array(labels.length)
  createSpeechFrontEnd().push(toInt16(samples), ({ speech, firstSpeechFrame }) =>
    speech.forEach((row, i) => (voiced[firstSpeechFrame + i] = row[column.isVoiced])),
  )
  return voiced
}

function countsOf(sound: Float32Array): Counts {
  const claimed = new Uint8Array(stream.labels.length)
  createSpeechFrontEnd().push(toInt16(sound), ({ speech, firstSpeechFrame }) =>
    claimed.fill(1, firstSpeechFrame, firstSpeechFrame + speech.length),
  )
  return count(claimed)
}

function count(claimed: Uint8Array): Counts {
  const counts = { speech: 0, found: 0, voiced: 0, voicedFound: 0, other: 0, alarms: 0, far: 0, farAlarms: 0 }
  const { labels } = stream
  labels.forEach((label, frame) => {
    const hit = claimed[frame]
    counts.speech += label
    counts.found += label * hit
    counts.voiced += label * isVoiced[frame]
    counts.voicedFound += label * isVoiced[frame] * hit
    counts.other += 1 - label
    counts.alarms += (1 - label) * hit
    const isFar = !labels.subarray(Math.max(0, frame - edgeFrames), frame + edgeFrames + 1).includes(1)
    counts.far += isFar ? 1 : 0
    counts.farAlarms += isFar ? hit : 0
  })
  return counts
}

function sum(a: Counts, b: Counts): Counts {
  return {
    speech: a.speech + b.speech,
    found: a.found + b.found,
    voiced: a.voiced + b.voiced,
    voicedFound: a.voicedFound + b.voicedFound,
    other: a.other + b.other,
    alarms: a.alarms + b.alarms,
    far: a.far + b.far,
    farAlarms: a.farAlarms + b.farAlarms,
  }
}

function report(name: string, snrDb: number, counts: Counts): void {
  const shares = [
    counts.found / counts.speech,
    counts.voicedFound / counts.voiced,
    counts.alarms / counts.other,
    counts.farAlarms / counts.far,
    (counts.found + counts.alarms) / (counts.speech + counts.other),
  ]
  print([name.padEnd(10), String(snrDb).padStart(5), ...shares.map(shown)].join('   '))
}

function shown(value: number): string {
  return value.toFixed(3)
}

function print(line: string): void {
  process.stdout.write(`${line}\n`)
}
