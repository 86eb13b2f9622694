import { formatRows } from '../report.ts'
import { until } from '../until.ts'
import { createCalls } from './calls.ts'
import { countDelivered, countSilent, gatherSilent, gatherSpoken, type Spoken } from './crowd.ts'
import { count, formatAnswers, loadRows, megabytes, ms } from './load-report.ts'
import { createPassersBy } from './passers-by.ts'
import { talk } from './talk.ts'
import { createTally } from './tally.ts'
import { startWatchedServer, type Held, type WatchedServer } from './watched-server.ts'
import type { Watcher } from './watcher.ts'

const microphones = 50
/** As many as a session may have. */
const streamsEach = 32
const streams = 2_000
const perS = 20
const quarters = 4

export interface HoldOptions {
  readonly minutes: number
  readonly warmUpS: number
  readonly speech: Uint8Array
  readonly say: (text: string) => void
}

/** Holds the load for so many minutes; true where all was as it must be. */
export async function hold({ minutes, warmUpS, speech, say }: HoldOptions): Promise<boolean> {
  const server = await startWatchedServer({})
  const tally = createTally()
  const crowd = { url: server.url, calls: createCalls(server.url, tally), tally, speech }
  const { spoken, watchers } = await gather(crowd)
  const talking = talk(spoken.map(({ speaker }) => speaker))
  const passersBy = createPassersBy({ ...crowd, perS })
  say(`${watchers.length} streams and ${spoken.length} microphones are open; warming up for ${warmUpS} s`)
  await pause(warmUpS * 1000)

  spoken.forEach(({ takeLatencies }) => takeLatencies())
  const startedBefore = passersBy.started()
  const held = await watch(server, minutes, (now) => say(lineOf(now)))
  const started = passersBy.started() - startedBefore

  talking.stop()
  await passersBy.stop()
  await until(async () => {
    const { due, delivered } = await countDelivered(crowd.calls, spoken)
    return due === delivered
  }, 20_000)
  const loaded = {
    ...{ minutes, perS, streams, started, held, microphones: spoken.length },
    ...(await countDelivered(crowd.calls, spoken)),
    quarters: held.filter(({ atMin }) => isQuarter(atMin, minutes)),
    open: watchers.filter((watcher) => watcher.isHeld()).length,
    silent: countSilent(watchers),
    returns: watchers.reduce((sum, watcher) => sum + watcher.returns(), 0),
    startedInAll: passersBy.started(),
    ended: passersBy.ended(),
    latenciesMs: spoken.flatMap(({ takeLatencies }) => takeLatencies()),
    lags: lagsOf(spoken),
    failures: tally.failures(),
    logged: server.logged().length,
    answers: new Map(tally.answers()),
  }
  for (const { speaker } of spoken) speaker.stop()
  for (const watcher of watchers) watcher.leaveAtEnd()
  const exitCode = await server.stop()
  const rows = loadRows({ ...loaded, exitCode })
  say(`\n${formatRows(rows)}\n\nanswers: ${formatAnswers(loaded.answers)}`)
  return rows.every(({ isRight }) => isRight)

  function lineOf(now: Station): string {
    return [
      `${Number(now.atMin.toFixed(2))} min: ${passersBy.started()} sessions started, ${passersBy.ended()} ended`,
      `${count(watchers.reduce((sum, watcher) => sum + watcher.tones(), 0))} events delivered`,
      `${tally.failures()} errors, ${lagsOf(spoken)} lags`,
      `heap ${megabytes(now.heapBytes)} MB, RSS ${megabytes(now.rssBytes)} MB, ${now.descriptors} descriptors`,
      `event-loop delay p99 ${ms(now.delayP99Ms)}, most ${ms(now.delayMostMs)}`,
    ].join('; ')
  }
}

interface Station extends Held {
  readonly atMin: number
}

/** What the server holds now, each full minute and each quarter of `minutes`, each but the first told to `tell`. */
async function watch(
  server: WatchedServer,
  minutes: number,
  tell: (now: Station) => void,
): Promise<Station[]> {
  const stations = [{ atMin: 0, ...(await server.held({ isThorough: true })) }]
  const startedAtMs = performance.now()
  for (const atMin of stationsOf(minutes)) {
    await pause(startedAtMs + atMin * 60_000 - performance.now())
    const now = { atMin, ...(await server.held({ isThorough: isQuarter(atMin, minutes) })) }
    stations.push(now)
    tell(now)
  }
  return stations
}

async function gather(crowd: Parameters<typeof gatherSpoken>[0]) {
  const spoken: Spoken[] = []
  for (let at = 0; at < microphones; at++) {
    const gathered = await gatherSpoken(crowd, { at, owners: streamsEach / 2, viewers: streamsEach / 2 })
    if (gathered) spoken.push(gathered)
  }
  const watchers: Watcher[] = spoken.flatMap((each) => each.watchers)
  for (let missing = streams - watchers.length; missing > 0; missing--) {
    const silent = await gatherSilent(crowd)
    if (silent) watchers.push(silent)
  }
  return { spoken, watchers }
}

/** Each full minute and each quarter of `minutes`. */
function stationsOf(minutes: number): number[] {
  const full = Array.from({ length: Math.floor(minutes) }, (_, index) => index + 1)
  const quartered = Array.from({ length: quarters }, (_, index) => ((index + 1) * minutes) / quarters)
  return [...new Set([...full, ...quartered])].sort((a, b) => a - b)
}

function isQuarter(atMin: number, minutes: number): boolean {
  return Number.isInteger((atMin / minutes) * quarters)
}

function lagsOf(spoken: readonly Spoken[]): number {
  return spoken.reduce((sum, { speaker }) => sum + speaker.lags(), 0)
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
