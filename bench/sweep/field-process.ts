import { pino } from 'pino'
import { createSystemClock } from '../../apps/server/src/clock.ts'
import { readConfig } from '../../apps/server/src/config.ts'
import { createServer } from '../../apps/server/src/server.ts'
import { openStore } from '../../apps/server/src/sessions/open-store.ts'
import { isIdle, type Session } from '../../apps/server/src/sessions/session.ts'
import { createScriptedVoice } from '../../apps/server/test/support/scripted-voice.ts'
import { answerWith } from '../support/worker.ts'
import type { FieldAsk, Swept } from './field.ts'
import { watchLoop } from './loop-watch.ts'

const idleTtlMs = 900_000
/** Groups are started so far apart, and those that live on so long after the first of them. */
const apartMs = 10_000
const laterMs = 600_000
/** The collector works on for a moment, in threads of its own. */
const collectingMs = 300
/** Every so many have had a microphone, whose classifier is to be released. */
const spokenEvery = 10

// The real server, so that each end has its release: of the classifier, the microphone and the streams. Its clock is the
// machine's, put forward.
let aheadMs = 0
let startedMs = 0
let groupsSwept = 0
const systemClock = createSystemClock()
const clock = { ...systemClock, nowMs: () => systemClock.nowMs() + aheadMs }
const config = readConfig(process.env)
const log = pino({ level: 'error' }, pino.destination(2))
const store = await openStore({ config, clock, onError: (error) => log.error({ err: error }, 'store') })
const voice = createScriptedVoice()
const { reaper } = createServer({ config, clock, store, voice, log, webDir: '/nowhere' })
/** What lives on, as a server would have it that only knows a Map. */
const plainMap = new Map<string, Session>()

answerWith<FieldAsk>(async (asked) => {
  if (asked.ask === 'live') return live(asked.count, asked.groups, asked.groupSize)
  if (asked.ask === 'none-due') return noneDue(asked.sweeps)
  if (asked.ask === 'scan') return scan(asked.scans)
  // Between two groups; at last past all.
  setClock(startedMs + idleTtlMs + (asked.ask === 'next-due' ? ++groupsSwept * apartMs : 2 * laterMs))
  return sweep()
})

async function live(count: number, groups: number, groupSize: number): Promise<void> {
  startedMs = clock.nowMs()
  for (let group = 0; group < groups; group++) {
    setClock(startedMs + (group + 0.5) * apartMs)
    for (let n = 0; n < groupSize; n++) await start(n % spokenEvery === 0)
  }
  setClock(startedMs + laterMs)
  for (let n = 0; n < count; n++) {
    const session = await start(false)
    plainMap.set(session.id, session)
  }
  setClock(startedMs + idleTtlMs)
}

function setClock(atMs: number): void {
  aheadMs = atMs - systemClock.nowMs()
}

async function start(hasSpoken: boolean): Promise<Session> {
  const session = await store.create({ elcor: false, idleTtlMs })
  if (hasSpoken) {
    await store.takeMicrophone(session.id)
    await voice.open(session.id, null)
  }
  return session
}

async function noneDue(sweeps: number): Promise<number[]> {
  return timeEach(sweeps, async () => {
    if ((await reaper.sweep()) > 0) throw new Error('Something was due')
  })
}

function scan(scans: number): Promise<number[]> {
  return timeEach(scans, async () => {
    const nowMs = clock.nowMs()
    for (const session of plainMap.values()) if (isIdle(session, nowMs)) throw new Error('Something was due')
  })
}

async function timeEach(times: number, task: () => Promise<void>): Promise<number[]> {
  const us: number[] = []
  for (let n = 0; n < times; n++) {
    const startedMs = performance.now()
    await task()
    us.push((performance.now() - startedMs) * 1_000)
  }
  return us
}

async function sweep(): Promise<Swept> {
  // What starting them left behind isn't the sweep's.
  globalThis.gc?.()
  await new Promise((resolve) => setTimeout(resolve, collectingMs))
  const watch = await watchLoop()
  const before = { atMs: performance.now(), cpu: process.cpuUsage() }
  const removed = await reaper.sweep()
  const tookMs = performance.now() - before.atMs
  const { user, system } = process.cpuUsage(before.cpu)
  return { removed, tookMs, cpuMs: (user + system) / 1_000, longest: await watch.stop() }
}
