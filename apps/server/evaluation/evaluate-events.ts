import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import {
  accuracy,
  decodeRecordings,
  expectedCalibrationError,
  loadModel,
  readLabels,
  shuffled,
  speechFolder,
  toInt16,
  type ModelFile,
  type Recording,
} from '@undertone/voice/evaluation'
import { loadShippedModel, type VoiceModel } from '@undertone/voice'
import { z } from 'zod'
import { liveEvents, type LiveEvent, type Utterance } from './live-events.ts'

/**
 * `evaluate-events [--speech DIR] [--models DIR]` prints how often the events that a watcher sees are right. With `--models`, the
 * folder `heard` of what `evaluate --features` of packages/voice kept, each voice is heard by a model that didn't learn from it;
 * without it by the one that ships, which is a measurement for voices that it doesn't know alone.
 */
const orderSeed = 1
const bins = [0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.001]

interface Heard extends Utterance {
  recording: Recording
}

const speech = speechFolder(process.argv, process.env)
const utterances: Heard[] = []
for await (const { recording, samples } of decodeRecordings(speech, readLabels(speech)))
  utterances.push({ recording, affect: recording.affect, samples: toInt16(samples) })

const events = new Map<string, { cold: LiveEvent[]; warm: LiveEvent[]; recordings: number }>()
for (const { model, speakers } of models(utterances))
  for (const speaker of speakers) {
    const own = shuffled(
      utterances.filter(({ recording }) => recording.speaker === speaker),
      orderSeed,
    )
    const corpus = own[0]?.recording.corpus
    if (corpus === undefined) continue
    const kept = events.get(corpus) ?? { cold: [], warm: [], recordings: 0 }
    events.set(corpus, kept)
    kept.recordings += own.length
    kept.cold.push(...own.flatMap((one) => liveEvents(model, [one])))
    kept.warm.push(...liveEvents(model, own).filter(({ knownS }) => knownS >= 60))
  }
for (const [corpus, { cold, warm, recordings }] of events) {
  print(`${corpus}, ${recordings} recordings, each of an unknown voice`, cold)
  print(`${corpus}, after a minute of the voice`, warm)
}

/** Models, and the speakers that each is to hear. */
function models(all: readonly Heard[]): { model: VoiceModel; speakers: string[] }[] {
  const flag = process.argv.indexOf('--models')
  const everyone = [...new Set(all.map(({ recording }) => recording.speaker))]
  if (flag < 0) return [{ model: loadShippedModel(), speakers: everyone }]
  const folder = resolve(process.env.INIT_CWD ?? process.cwd(), process.argv[flag + 1] ?? '')
  return readdirSync(folder)
    .filter((name) => name.endsWith('.0.model.json'))
    .map((name) => ({
      model: loadModel(readModel(join(folder, name))),
      speakers: readSpeakers(join(folder, name.replace('.model.json', '.speakers.json'))),
    }))
}

/** Of our own making: `loadModel` refuses it where it doesn't fit. */
function readModel(path: string): ModelFile {
  return JSON.parse(readFileSync(path, 'utf8'))
}

function readSpeakers(path: string): string[] {
  return z.array(z.string()).parse(JSON.parse(readFileSync(path, 'utf8')))
}

function print(title: string, told: readonly LiveEvent[]): void {
  const surest = [...told].sort((a, b) => b.confidence - a.confidence).slice(0, Math.round(0.7 * told.length))
  process.stdout.write(
    `${title}: ${told.length} events, right in ${shown(accuracy(told))}, the surest 70 % in ${shown(accuracy(surest))}, ECE ${shown(expectedCalibrationError(told))}\n`,
  )
  bins.slice(1).forEach((below, i) => {
    const from = bins[i] ?? 0
    const within = told.filter(({ confidence }) => confidence >= from && confidence < below)
    const said = within.reduce((sum, { confidence }) => sum + confidence, 0) / Math.max(1, within.length)
    process.stdout.write(`  said ${shown(said)}, right ${shown(accuracy(within))}, ${within.length} events\n`)
  })
}

function shown(value: number): string {
  return value.toFixed(3)
}
