// Many people speak at once to one server: its own process as it is deployed, and a second one with the microphones, in real time.
// Beside it, in turn, a server that only takes the frames and answers: what the way itself costs.
// `pnpm bench microphones 300`: so many instead. `pnpm bench microphones most`: ever more, until it holds no more.
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ServerAsk, ServerUsage, SpeakersAsk, Talked } from './microphones/ask.ts'
import { buildServer } from './microphones/build-server.ts'
import { buildProcesses } from './support/build-processes.ts'
import { count, ms, share, times } from './support/format.ts'
import { givenArguments, isShort } from './support/options.ts'
import { report, type Row } from './support/report.ts'
import { median, percentile } from './support/statistics.ts'
import { startWorker } from './support/worker.ts'
import { mixedSpeech, steadySpeech } from './voice/speech.ts'

const [given] = givenArguments
const microphones = isShort ? 5 : given && given !== 'most' ? Number(given) : 200
const rounds = isShort ? 1 : 5
const warmUpS = isShort ? 1 : 6
const seconds = isShort ? 2 : 12
const speechS = isShort ? 30 : 600
const step = 50

type Measured = Talked & ServerUsage

const folder = await mkdtemp(join(tmpdir(), 'undertone-microphones-'))
try {
  const speech = (await mixedSpeech(speechS)) ?? (await steadySpeech(speechS))
  const file = join(folder, 'speech.pcm')
  await writeFile(file, new Uint8Array(speech.buffer))
  const product = await buildServer(folder)
  const { bare, speakers } = await buildProcesses(folder, {
    bare: 'microphones/bare-process.ts',
    speakers: 'microphones/speakers-process.ts',
  })
  const hear = (server: string, number: number) => measure({ server, speakers, file, number })
  if (given === 'most') report([await findMost((number) => hear(product, number))])
  else {
    const [heard, bareOnes]: [Measured[], Measured[]] = [[], []]
    for (let round = 0; round < rounds; round++) {
      heard.push(await hear(product, microphones))
      bareOnes.push(await hear(bare, microphones))
    }
    report(rowsOf(heard, bareOnes))
  }
} finally {
  await rm(folder, { recursive: true })
}

interface Hearing {
  server: string
  speakers: string
  file: string
  number: number
}

async function measure({ server, speakers, file, number }: Hearing): Promise<Measured> {
  // None is sent away: where it would be is less than what is measured here.
  const env = { PORT: '0', LOG_LEVEL: 'error', MAX_VOICE_LOAD: '100' }
  const serving = startWorker<ServerAsk>(server, { env })
  const speaking = startWorker<SpeakersAsk>(speakers)
  try {
    const url = await serving.ask<string>({ ask: 'url' })
    await speaking.ask({ ask: 'open', url, microphones: number, file })
    await speaking.ask({ ask: 'measure', seconds: warmUpS })
    await serving.ask({ ask: 'start' })
    const talked = await speaking.ask<Talked>({ ask: 'measure', seconds })
    return { ...talked, ...(await serving.ask<ServerUsage>({ ask: 'usage' })) }
  } finally {
    await speaking.stop()
    await serving.stop()
  }
}

function rowsOf(product: readonly Measured[], bare: readonly Measured[]): Row[] {
  const what = `${microphones} microphones`
  const sum = (of: (measured: Measured) => number) => product.reduce((total, each) => total + of(each), 0)
  const typical = (of: (measured: Measured) => number) => median(product.map(of))
  const beside = (name: string, of: (measured: Measured) => number, goalMs: number): Row => {
    const bareMs = median(bare.map(of))
    return {
      what: `${what}: ${name}`,
      figure: ms(typical(of)),
      peer: `bare ws and SSE ${ms(bareMs)}`,
      ratio: times(typical(of) / bareMs),
      goal: goalMs > 0 ? `≤ ${goalMs} ms` : '',
      met: goalMs > 0 ? typical(of) <= goalMs : null,
    }
  }
  const only = (name: string, figure: string, goal: string, met: boolean | null): Row => ({
    ...{ what: `${what}: ${name}`, figure, peer: '', ratio: '', goal, met },
  })
  return [
    only(
      'told to lag, closed',
      `${sum(({ lags }) => lags)}, ${sum(({ closed }) => closed)}`,
      'none',
      product.every(isKept),
    ),
    beside('event-loop delay, p99', ({ delayP99Ms }) => delayP99Ms, 20),
    beside('last sample sent → event, median', ({ latenciesMs }) => percentile(latenciesMs, 50), 0),
    beside('last sample sent → event, p95', ({ latenciesMs }) => percentile(latenciesMs, 95), 50),
    only('tone events', count(sum(({ latenciesMs }) => latenciesMs.length)), '', null),
    only('of a core for the server', share(typical(serverCores)), '', null),
    only('of a core for the microphones', share(typical(speakerCores)), '', null),
    only('frames sent late, p99', ms(typical(({ sentLateP99Ms }) => sentLateP99Ms)), '', null),
  ]
}

function isKept({ lags, closed }: Measured): boolean {
  return lags === 0 && closed === 0
}

function serverCores({ cpuMs, tookMs }: Measured): number {
  return cpuMs / tookMs
}

function speakerCores({ speakersCpuMs, tookMs }: Measured): number {
  return speakersCpuMs / tookMs
}

/** Ever more microphones, each number in a server of its own, until one of the three is missed. */
async function findMost(hear: (number: number) => Promise<Measured>): Promise<Row> {
  let most = 0
  for (let number = microphones; ; number += step) {
    const measured = await hear(number)
    const latencyMs = percentile(measured.latenciesMs, 95)
    console.log(
      `${number}: ${measured.lags} lags, delay ${ms(measured.delayP99Ms)}, event after ${ms(latencyMs)}, ${share(serverCores(measured))} of a core for the server, ${share(speakerCores(measured))} for the microphones`,
    )
    if (!isKept(measured) || measured.delayP99Ms > 20 || latencyMs > 50) break
    most = number
  }
  return {
    what: 'microphones that the machine holds',
    figure: String(most),
    peer: '',
    ratio: '',
    goal: '',
    met: null,
  }
}
