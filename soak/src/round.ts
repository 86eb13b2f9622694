import type { FlakyProxy } from '@undertone/flaky-proxy'
import type { Ask } from './ask.ts'
import { fork, type Couple } from './couple.ts'
import { harvest, settle, startCouples } from './couples.ts'
import { endAll, type Endings } from './endings.ts'
import { fetchSurely } from './fetch-surely.ts'
import type { FlakyClient } from './flaky-client.ts'
import { liveFlaky } from './flaky-life.ts'
import { addVerdicts, judge, noFault, type Verdict } from './judge.ts'
import { createPatrol } from './patrol.ts'
import type { Random } from './random.ts'
import type { ServerProcess } from './server-process.ts'
import { until } from './until.ts'

export interface RoundOptions {
  readonly server: ServerProcess
  /** Two for each session. */
  readonly proxies: readonly FlakyProxy[]
  readonly random: Random
  readonly lifeMs: number
  /** How long the clients may take to catch up once all is well. */
  readonly settleMs: number
  readonly idleTtlMs: number
  /** The idle sessions expire in real time; else the server's clock is put forward. */
  readonly isRealTime: boolean
}

export interface Round extends Endings {
  readonly verdict: Verdict
  /** Clients that didn't hear of everything within the time to settle. */
  readonly late: number
  /** Clients that believed their session over before its end. */
  readonly wiped: number
  readonly unread: number
  readonly locksLeft: number
  readonly pageTimersLeft: number
  /** Clients that ever had two streams, or two wake locks, at one time. */
  readonly twoStreams: number
  readonly twoLocks: number
  /** How often a page that had let its stream go was found to keep the screen on. */
  readonly idleLocks: number
  readonly activity: Activity
}

export interface Activity {
  readonly events: number
  readonly heard: number
  readonly caughtUp: number
  readonly streams: number
  readonly viewers: number
  readonly happenings: Readonly<Record<string, number>>
}

/** Between two looks at sessions that expire in real time. */
const lookEveryMs = 5_000

/** Sessions from their start to their end, with everything that befalls their clients in between. */
export async function runRound(options: RoundOptions): Promise<Round> {
  const { server, proxies, random, lifeMs, idleTtlMs, isRealTime } = options
  const ask: Ask = (path, init) => fetchSurely(server.url + path, init)
  const couples = await startCouples({ serverUrl: server.url, ask, proxies, random })
  const clients = couples.flatMap(({ owner, other }) => [owner, other])
  const happenings: Record<string, number> = {}
  const untilMs = performance.now() + lifeMs
  const onHappening = (name: string) => (happenings[name] = (happenings[name] ?? 0) + 1)

  const lives = couples.flatMap(({ owner, other, isViewed }) => {
    const common = { untilMs, onHappening }
    return [
      liveFlaky({ ...common, client: owner, random: fork(random), isPatient: false, hasMicrophone: true }),
      liveFlaky({
        ...common,
        client: other,
        random: fork(random),
        isPatient: true,
        hasMicrophone: !isViewed,
      }),
    ]
  })
  const patrol = createPatrol(clients)
  await Promise.all([...lives, harvest(couples, untilMs)])
  patrol.stop()
  for (const { speaker } of couples) speaker.stop()
  for (const client of clients) client.setMicrophone(false)
  const late = await settle(couples, options.settleMs)

  const verdict = judgeAll(couples)
  const wiped = clients.filter(({ told }) => told.expired + told.ended > 0).length
  const activity = activityOf(couples, happenings)
  const endings = await endAll({
    ask,
    couples,
    letPass: () => (isRealTime ? pause(lookEveryMs) : server.pass(idleTtlMs + 1_000)),
    longestMs: isRealTime ? idleTtlMs * 3 : 30_000,
  })
  await until(() => locksOf(clients) + timersOf(clients) === 0, 5_000)
  return {
    ...endings,
    verdict,
    late,
    wiped,
    activity,
    unread: couples.reduce((sum, { truth }) => sum + truth.unread(), 0),
    locksLeft: locksOf(clients),
    pageTimersLeft: timersOf(clients),
    twoStreams: clients.filter(({ streams }) => streams.mostAtOnce > 1).length,
    idleLocks: patrol.idleLocks(),
    twoLocks: clients.filter(({ lock }) => lock.most() > 1).length,
  }
}

function judgeAll(couples: readonly Couple[]): Verdict {
  let verdict = noFault
  for (const { owner, other, truth } of couples) {
    for (const { shown, kept, id } of [owner, other]) {
      verdict = addVerdicts(verdict, judge(shown(), truth, id))
      verdict = addVerdicts(verdict, judge(kept, truth, id))
    }
  }
  return verdict
}

function activityOf(couples: readonly Couple[], happenings: Record<string, number>): Activity {
  const clients = couples.flatMap(({ owner, other }) => [owner, other])
  const heard = clients.flatMap(({ kept }) => kept)
  return {
    events: couples.reduce((sum, { truth }) => sum + truth.head(), 0),
    heard: heard.length,
    caughtUp: heard.filter((item) => item.kind === 'tone' && item.caughtUp).length,
    streams: clients.reduce((sum, { streams }) => sum + streams.opened, 0),
    viewers: couples.filter(({ isViewed }) => isViewed).length,
    happenings,
  }
}

function locksOf(clients: readonly FlakyClient[]): number {
  return clients.reduce((sum, { lock }) => sum + lock.held(), 0)
}

function timersOf(clients: readonly FlakyClient[]): number {
  return clients.reduce((sum, { page }) => sum + page.timers(), 0)
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
