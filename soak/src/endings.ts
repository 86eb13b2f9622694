import type { Couple } from './couple.ts'
import { fetchSurely } from './fetch-surely.ts'
import type { FlakyClient } from './flaky-client.ts'
import type { ServerProcess } from './server-process.ts'
import { until } from './until.ts'

export interface EndingsOptions {
  readonly server: ServerProcess
  readonly couples: readonly Couple[]
  readonly idleTtlMs: number
  /** Waits for the idle time as it is; else the server's clock is put forward. */
  readonly isRealTime: boolean
}

export interface Endings {
  /** Sessions that the server still knows. */
  sessionsLeft: number
  /** Clients that weren't told of their session's end, or not once, or not rightly. */
  untold: number
}

const lookEveryMs = 5_000

/** Ends every other session by its owner and leaves the rest until they expire; then closes every page. */
export async function endAll({ server, couples, idleTtlMs, isRealTime }: EndingsOptions): Promise<Endings> {
  const ended = couples.filter((_, index) => index % 2 === 0)
  const left = couples.filter((_, index) => index % 2 === 1)
  await Promise.all(ended.map(({ owner }) => endSurely(owner)))
  for (const { owner, other } of left) {
    owner.close()
    putAway(other)
  }
  await until(
    async () => {
      if (isRealTime) await pause(lookEveryMs)
      else await server.pass(idleTtlMs + 1_000)
      return (await countAlive(server.url, couples)) === 0
    },
    isRealTime ? idleTtlMs * 3 : 30_000,
  )
  for (const { other } of left) takeOut(other)

  const isTold = ({ told }: FlakyClient, as: 'ended' | 'expired') =>
    told[as] === 1 && told.ended + told.expired === 1
  const countUntold = () =>
    ended.filter(({ owner }) => !isTold(owner, 'ended')).length +
    ended.filter(({ other }) => !isTold(other, 'ended')).length +
    left.filter(({ other }) => !isTold(other, 'expired')).length
  await until(() => countUntold() === 0, 20_000)
  const endings = { sessionsLeft: await countAlive(server.url, couples), untold: countUntold() }
  for (const { owner } of ended) owner.close()
  for (const { other } of couples) other.close()
  return endings
}

/** Whoever is told that the server wasn't reached asks again: a kept-alive connection may have died with its radio. */
async function endSurely(owner: FlakyClient): Promise<void> {
  await until(() => owner.end(), 30_000)
}

async function countAlive(url: string, couples: readonly Couple[]): Promise<number> {
  let alive = 0
  for (const { sessionId } of couples) {
    const { status } = await fetchSurely(`${url}/session/${sessionId}`)
    if (status !== 404) alive++
  }
  return alive
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}

function putAway({ page }: FlakyClient): void {
  page.turn('hidden')
  page.tellDocument('visibilitychange')
}

function takeOut({ page }: FlakyClient): void {
  page.turn('visible')
  page.tellDocument('visibilitychange')
}
