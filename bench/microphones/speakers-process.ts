import { readFileSync } from 'node:fs'
import { answerWith } from '../support/worker.ts'
import { percentile } from '../support/statistics.ts'
import type { SpeakersAsk, Talked } from './ask.ts'
import { openMicrophone, type Microphone } from './microphone.ts'

const frameMs = 100
/** 7.3 s: no two begin at the same place, and none at a word that another has just said. */
const apartBytes = 7.3 * 32_000

const microphones: Microphone[] = []
let lateMs: number[] = []

answerWith<SpeakersAsk>(async (asked) => {
  if (asked.ask === 'open') return open(asked)
  return measure(asked.seconds)
})

async function open({ url, microphones: count, file }: SpeakersAsk & { ask: 'open' }): Promise<void> {
  const speech = new Uint8Array(readFileSync(file))
  while (microphones.length < count) {
    // At 16-bit samples, and not beyond the speech's end.
    const from = 2 * Math.round(((microphones.length * apartBytes) % (speech.length / 2)) / 2)
    microphones.push(await openMicrophone(url, speech, from))
  }
  void talk()
}

/** Each sends a frame every 100 ms, evenly one after the other, for as long as this process lives. */
async function talk(): Promise<void> {
  const startMs = performance.now()
  const apartMs = frameMs / microphones.length
  for (let sent = 0; ;) {
    const passedMs = performance.now() - startMs
    for (; sent * apartMs <= passedMs; sent++) {
      lateMs.push(passedMs - sent * apartMs)
      microphones[sent % microphones.length]?.sendFrame()
    }
    await new Promise((resolve) => setTimeout(resolve, 1))
  }
}

async function measure(seconds: number): Promise<Talked> {
  for (const microphone of microphones) microphone.heard()
  lateMs = []
  const before = process.cpuUsage()
  await new Promise((resolve) => setTimeout(resolve, seconds * 1000))
  const { user, system } = process.cpuUsage(before)
  const heard = microphones.map((microphone) => microphone.heard())
  return {
    latenciesMs: heard.flatMap(({ latenciesMs }) => latenciesMs),
    lags: heard.reduce((sum, { lags }) => sum + lags, 0),
    closed: heard.reduce((sum, { closed }) => sum + closed, 0),
    sentLateP99Ms: percentile(lateMs, 99),
    speakersCpuMs: (user + system) / 1000,
  }
}
