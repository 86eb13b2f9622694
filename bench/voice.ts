// From samples to VoiceFrames on one core, beside the same in plain TypeScript and beside what most people would take for a part
// of the work (pitchy for pitch, Meyda for MFCC and spectrum), each in a process of its own, in turn. What counts is the time
// of the processor.
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildProcesses } from './support/build-processes.ts'
import { bytes, times } from './support/format.ts'
import { isShort } from './support/options.ts'
import { report, reportGrowth, type Growth, type Row } from './support/report.ts'
import { median } from './support/statistics.ts'
import { startWorker, type Worker } from './support/worker.ts'
import type { HeldBytes, VoiceAsk } from './voice/ask.ts'
import { mixedSpeech, steadySpeech } from './voice/speech.ts'

const rounds = isShort ? 1 : 7
const seconds = isShort ? 6 : 120
const growthFactors = isShort ? [1, 10] : [1, 10, 100]
const memoryStreams = isShort ? 5 : 50

type Heard = Worker<VoiceAsk>

const folder = await mkdtemp(join(tmpdir(), 'undertone-voice-'))
const stops: (() => Promise<void>)[] = []
try {
  const files = await buildProcesses(folder, {
    classifier: 'voice/classifier-process.ts',
    features: 'voice/features-process.ts',
  })
  const start = (file: string, env: Record<string, string> = {}): Heard => {
    const worker = startWorker<VoiceAsk>(file, { env, execArgv: ['--expose-gc'] })
    stops.push(() => worker.stop())
    return worker
  }
  const product = start(files.classifier)
  const contestants = {
    product,
    plain: start(files.classifier, { WITHOUT_WEBASSEMBLY: '1' }),
    features: start(files.features),
  }
  const steady = await written('steady', await steadySpeech(seconds))
  const mixed = await mixedSpeech(seconds)
  report([
    ...(await measureSpeed('without a pause', steady, contestants)),
    ...(mixed ? await measureSpeed('of two corpora', await written('mixed', mixed), contestants) : []),
    await measureMemory(start(files.classifier), steady),
  ])
  reportGrowth(await grow(product, await written('long', await steadySpeech(6 * Math.max(...growthFactors)))))
} finally {
  await Promise.all(stops.map((stop) => stop()))
  await rm(folder, { recursive: true })
}

async function written(name: string, samples: Int16Array<ArrayBuffer>): Promise<string> {
  const file = join(folder, `${name}.pcm`)
  await writeFile(file, new Uint8Array(samples.buffer))
  return file
}

async function measureSpeed(
  speech: string,
  file: string,
  contestants: Record<'product' | 'plain' | 'features', Heard>,
): Promise<Row[]> {
  const speeds: Record<string, number[]> = { product: [], plain: [], features: [] }
  // The first is for warming up.
  for (let round = -1; round < rounds; round++)
    for (const [name, heard] of Object.entries(contestants)) {
      const speed = (seconds * 1000) / (await heard.ask<number>({ ask: 'hear', file, seconds, streams: 1 }))
      if (round >= 0 || isShort) speeds[name]?.push(speed)
    }
  const of = (name: keyof typeof contestants) => median(speeds[name] ?? [])
  const beside = (name: keyof typeof contestants, peer: string, goal: number): Row => ({
    what: `voice: × real time on one core, speech ${speech}`,
    figure: of('product').toFixed(0),
    peer: `${peer} ${of(name).toFixed(0)}`,
    ratio: times(of('product') / of(name)),
    goal: goal > 0 ? `≥ ${goal}` : '',
    met: goal > 0 ? of('product') >= goal : null,
  })
  return [
    beside('plain', 'in plain TypeScript', 300),
    beside('features', 'pitch and spectrum alone, by pitchy and Meyda', 0),
  ]
}

async function measureMemory(heard: Heard, file: string): Promise<Row> {
  const { rss, heap } = await heard.ask<HeldBytes>({
    ask: 'memory',
    file,
    seconds: 6,
    streams: memoryStreams,
  })
  const most = Math.max(rss, heap)
  return {
    what: 'voice: memory of one more session',
    figure: `${bytes(rss)} of RSS, ${bytes(heap)} of heap and buffers`,
    peer: '',
    ratio: '',
    goal: '≤ 3 MB',
    met: most <= 3e6,
  }
}

/** Ever longer speech of one microphone, and ever more microphones with the same 6 s. */
async function grow(heard: Heard, file: string): Promise<Growth[]> {
  const costOf = async (work: { seconds: number; streams: number }) => {
    const costs = []
    for (let round = 0; round < Math.min(rounds, 3); round++)
      costs.push(await heard.ask<number>({ ask: 'hear', file, ...work }))
    return median(costs)
  }
  const longer = []
  const more = []
  for (const factor of growthFactors) {
    longer.push({ work: 6 * factor, cost: await costOf({ seconds: 6 * factor, streams: 1 }) })
    more.push({ work: factor, cost: await costOf({ seconds: 6, streams: factor }) })
  }
  const cost = 'ms of CPU'
  return [
    { what: 'voice, one microphone', unit: 'seconds of speech', cost, points: longer },
    { what: 'voice, 6 s of speech each', unit: 'microphones', cost, points: more },
  ]
}
