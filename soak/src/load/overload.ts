import { percentile } from '../../../bench/support/statistics.ts'
import { formatRows, none, type Row } from '../report.ts'
import { createCalls, type Calls, type StartedSession } from './calls.ts'
import { admitSpoken, type Spoken } from './crowd.ts'
import { count, figure, formatAnswers, ms } from './load-report.ts'
import { createPassersBy } from './passers-by.ts'
import type { Speaker } from './speaker.ts'
import { talk } from './talk.ts'
import { createTally, type Tally } from './tally.ts'
import { startWatchedServer } from './watched-server.ts'
import type { Watcher } from './watcher.ts'

/** More than two cores ever held. */
const mostWanting = 1_000
const opensPerS = 5
const startsPerS = 40
const aloneS = 20
const crowdedS = 60
/** What the server asks those to wait whom it sends away. */
const againAfterMs = 5_000
/** p95 of those who are in may be longer by this much of itself, or by so many ms where that is more. */
const [mostSlower, mostSlowerMs] = [0.5, 20]

export interface OverloadOptions {
  readonly speech: Uint8Array
  readonly say: (text: string) => void
}

interface Figures {
  readonly holds: number
  readonly aloneMs: readonly number[]
  readonly crowdedMs: readonly number[]
  readonly lagsAlone: number
  readonly lagsCrowded: number
  readonly tally: Tally
  readonly logged: number
}

/** Opens microphones until no more are let in, then has as many again come, and 40 a second who would start; true where all was right. */
export async function overload({ speech, say }: OverloadOptions): Promise<boolean> {
  const server = await startWatchedServer({})
  const tally = createTally()
  const crowd = { url: server.url, calls: createCalls(server.url, tally), tally, speech }
  const sessions = await startAll(crowd.calls)
  const spoken: Spoken[] = []
  const speakers: Speaker[] = []
  const watchers: Watcher[] = []
  const talking = talk(speakers)
  const letIn = async (at: number) => {
    const session = sessions[at]
    const admitted = session ? await admitSpoken(crowd, { session, at }) : null
    if (admitted) speakers.push(admitted.speaker)
    watchers.push(...(admitted?.watchers ?? []))
    return admitted
  }

  for (let admitted = await letIn(0); admitted; admitted = await letIn(spoken.length)) {
    spoken.push(admitted)
    await pause(1000 / opensPerS)
  }
  say(`It holds ${spoken.length} microphones; ${aloneS} s of these, then ${crowdedS} s of twice as many`)
  takeLatencies(spoken)
  await pause(aloneS * 1000)
  const [aloneMs, lagsAlone] = [takeLatencies(spoken), lagsOf(spoken)]
  const passersBy = createPassersBy({ ...crowd, perS: startsPerS })
  const isOver = { value: false }
  const knocking = spoken.map((_, number) => knock(() => letIn(spoken.length + number), isOver))
  await pause(crowdedS * 1000)
  const [crowdedMs, lagsInAll] = [takeLatencies(spoken), lagsOf(spoken)]
  isOver.value = true
  talking.stop()
  await Promise.all([...knocking, passersBy.stop()])
  for (const speaker of speakers) speaker.stop()
  for (const watcher of watchers) watcher.leaveAtEnd()

  const lags = { lagsAlone, lagsCrowded: lagsInAll - lagsAlone }
  const rows = overloadRows({
    ...{ holds: spoken.length, aloneMs, crowdedMs, tally, logged: server.logged().length },
    ...lags,
  })
  say(`\n${formatRows(rows)}\n\nanswers: ${formatAnswers(tally.answers())}`)
  await server.stop()
  return rows.every(({ isRight }) => isRight)
}

/** While there is nothing to do for it yet; nobody watches them, so they ask to live for longer. */
async function startAll(calls: Calls): Promise<StartedSession[]> {
  const sessions: StartedSession[] = []
  while (sessions.length < mostWanting) {
    const session = await calls.start({ idle_ttl_s: 900 })
    if (session) sessions.push(session)
    else await pause(againAfterMs)
  }
  return sessions
}

/** Comes again for as long as it is sent away. */
async function knock(letIn: () => Promise<unknown>, isOver: { value: boolean }): Promise<void> {
  // Not all at the same moment.
  await pause(Math.random() * againAfterMs)
  while (!isOver.value && !(await letIn())) await pause(againAfterMs)
}

function overloadRows(figures: Figures): Row[] {
  const { holds, aloneMs, crowdedMs, lagsAlone, lagsCrowded, tally, logged } = figures
  const [alone, crowded] = [percentile(aloneMs, 95), percentile(crowdedMs, 95)]
  const most = Math.max(alone * (1 + mostSlower), alone + mostSlowerMs)
  const sentAway = (what: string) => tally.answers().get(`${what} 503`) ?? 0
  return [
    figure('microphones that it holds', count(holds)),
    some('microphones sent away with 503 and Retry-After', sentAway('microphone')),
    some('starts sent away with 503 and Retry-After', sentAway('start')),
    none('errors that clients met, refusals without Retry-After among them', tally.failures()),
    none('lag messages to those who were in, before', lagsAlone),
    none('lag messages to those who were in, meanwhile', lagsCrowded),
    figure('their events', `${count(aloneMs.length)} before, ${count(crowdedMs.length)} meanwhile`),
    figure('last sample of the window → event, p95, before', ms(alone)),
    {
      name: 'last sample of the window → event, p95, meanwhile',
      found: ms(crowded),
      wanted: `≤ ${ms(most)}`,
      isRight: crowded <= most,
    },
    none('lines that the server logged (warnings and worse)', logged),
  ]
}

function some(name: string, found: number): Row {
  return { name, found: count(found), wanted: '> 0', isRight: found > 0 }
}

function takeLatencies(spoken: readonly Spoken[]): number[] {
  return spoken.flatMap((each) => each.takeLatencies())
}

function lagsOf(spoken: readonly Spoken[]): number {
  return spoken.reduce((sum, { speaker }) => sum + speaker.lags(), 0)
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
