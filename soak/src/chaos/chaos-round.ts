import type { FlakyProxy } from '@undertone/flaky-proxy'
import { fork, type Couple } from '../couple.ts'
import { harvest, settle, startCouples } from '../couples.ts'
import { endAll, type Endings } from '../endings.ts'
import { liveFlaky } from '../flaky-life.ts'
import type { Random } from '../random.ts'
import { harmOnAndOn, nodeHarms, redisHarms, type HarmContext } from './harms.ts'
import { judgeCouples, type Judged } from './judge-couples.ts'
import { createPersistentAsk } from './persistent-ask.ts'
import { createStrays, type StrayFindings } from './strays.ts'

export interface ChaosRoundOptions {
  /** Where any of the nodes is reached. */
  readonly url: string
  /** Two for each session. */
  readonly proxies: readonly FlakyProxy[]
  readonly random: Random
  readonly lifeMs: number
  /** How long the clients may take to catch up once all is well. */
  readonly settleMs: number
  readonly harm: HarmContext
  readonly onHarm: (name: string) => void
  readonly onStarted: (sessionId: string) => void
  /** A node gave an answer that it never should. */
  readonly onFault: (what: string) => void
  /** Once all that was said has reached the store. */
  readonly onSilence: () => Promise<void>
  /** Everything that the clients were to hear was said, and all of them are still there. */
  readonly onSettled: () => Promise<void>
}

export interface ChaosRound extends Endings, Judged {
  readonly couples: readonly Couple[]
  readonly late: number
  /** Clients that believed their session over before its end. */
  readonly wiped: number
  /** Sessions that were gone while clients watched them. */
  readonly gone: number
  readonly unread: number
  readonly strays: StrayFindings
  /** What befell the phones, and what befell the nodes and Redis. */
  readonly happenings: Readonly<Record<string, number>>
  readonly harms: Readonly<Record<string, number>>
}

/** Of everything that takes its time on a busy machine. */
const slackMs = 60_000
const lookEveryMs = 5_000
/** Longest that a question about a session may go without a certain answer. */
const askForMs = 60_000

/** Sessions from their start to their end, while their clients, the nodes and Redis are harmed. */
export async function runChaosRound(options: ChaosRoundOptions): Promise<ChaosRound> {
  const { url, proxies, random, lifeMs, harm, onStarted } = options
  const idleTtlMs = harm.pace.idleTtlS * 1000
  const ask = createPersistentAsk({ url, longestMs: askForMs, onFault: options.onFault })
  const couples = await startCouples({ serverUrl: url, ask, proxies, random: fork(random) })
  couples.forEach(({ sessionId }) => onStarted(sessionId))
  const { sittingMs } = harm.pace
  const strays = createStrays({ url, random: fork(random), idleTtlMs, sittingMs, onStarted })
  const happenings: Record<string, number> = {}
  const harms: Record<string, number> = {}
  const untilMs = performance.now() + lifeMs
  const countHarm = count(harms)
  const onHarm = (name: string) => {
    countHarm(name)
    options.onHarm(name)
  }

  await Promise.all([
    ...livesOf(couples, random, untilMs, count(happenings)),
    strays.live(untilMs - idleTtlMs),
    harvest(couples, untilMs),
    ...[nodeHarms, redisHarms].map((kinds) =>
      harmOnAndOn(kinds, { ...harm, random: fork(random) }, { untilMs, onHarm }),
    ),
  ])
  silence(couples)
  await options.onSilence()
  const late = await settle(couples, options.settleMs)
  const judged = judgeCouples(couples)
  const wiped = clientsOf(couples).filter(({ told }) => told.expired + told.ended > 0).length
  const gone = couples.filter(({ truth }) => truth.isGone()).length
  await options.onSettled()

  if (harm.pace.buriesDead) proxies.forEach((proxy) => proxy.bury())
  // A dead phone's stream comes of age, then the session idles, and is swept.
  const goneWithinMs = harm.pace.streamMaxAgeS * 1_100 + idleTtlMs * 1.5 + slackMs
  const [endings, strayFindings] = await Promise.all([
    endAll({ ask, couples, letPass: () => pause(lookEveryMs), longestMs: goneWithinMs }),
    strays.settled(goneWithinMs),
  ])
  const unread = couples.reduce((sum, { truth }) => sum + truth.unread(), 0)
  const found = { couples, late, wiped, gone, unread, strays: strayFindings }
  return { ...endings, ...judged, ...found, happenings, harms }
}

function livesOf(
  couples: readonly Couple[],
  random: Random,
  untilMs: number,
  onHappening: (name: string) => void,
): Promise<void>[] {
  return couples.flatMap(({ owner, other, isViewed }) => [
    liveFlaky({
      client: owner,
      isPatient: false,
      hasMicrophone: true,
      random: fork(random),
      untilMs,
      onHappening,
    }),
    liveFlaky({
      client: other,
      isPatient: true,
      hasMicrophone: !isViewed,
      random: fork(random),
      untilMs,
      onHappening,
    }),
  ])
}

function silence(couples: readonly Couple[]): void {
  for (const { speaker } of couples) speaker.stop()
  for (const client of clientsOf(couples)) client.setMicrophone(false)
}

function clientsOf(couples: readonly Couple[]) {
  return couples.flatMap(({ owner, other }) => [owner, other])
}

function count(tally: Record<string, number>): (name: string) => void {
  return (name) => (tally[name] = (tally[name] ?? 0) + 1)
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
