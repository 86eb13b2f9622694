import type { Ask } from './ask.ts'
import type { Couple } from './couple.ts'
import type { FlakyClient } from './flaky-client.ts'
import { until } from './until.ts'

export interface EndingsOptions {
  readonly ask: Ask
  readonly couples: readonly Couple[]
  /** Lets some time pass, in which sessions that nobody watches may expire. */
  readonly letPass: () => Promise<unknown>
  /** How long they may take. */
  readonly longestMs: number
}

export interface Endings {
  /** Sessions that the server still knows. */
  sessionsLeft: number
  /** Clients that weren't told of their session's end, or not once, or not rightly. */
  untold: number
}

/** Ends every other session by its owner and leaves the rest until they expire; then closes every page. */
export async function endAll({ ask, couples, letPass, longestMs }: EndingsOptions): Promise<Endings> {
  const ended = couples.filter((_, index) => index % 2 === 0)
  const left = couples.filter((_, index) => index % 2 === 1)
  await Promise.all(ended.map(({ owner }) => endSurely(owner)))
  for (const { owner, other } of left) {
    owner.close()
    putAway(other)
  }
  await until(async () => {
    await letPass()
    return (await countAlive(ask, couples)) === 0
  }, longestMs)
  for (const { other } of left) takeOut(other)

  const isTold = ({ told }: FlakyClient, as: 'ended' | 'expired') =>
    told[as] === 1 && told.ended + told.expired === 1
  const countUntold = () =>
    ended.filter(({ owner }) => !isTold(owner, 'ended')).length +
    ended.filter(({ other }) => !isTold(other, 'ended')).length +
    left.filter(({ other }) => !isTold(other, 'expired')).length
  await until(() => countUntold() === 0, 20_000)
  const endings = { sessionsLeft: await countAlive(ask, couples), untold: countUntold() }
  for (const { owner } of ended) owner.close()
  for (const { other } of couples) other.close()
  return endings
}

/** Whoever is told that the server wasn't reached asks again: a kept-alive connection may have died with its radio. */
async function endSurely(owner: FlakyClient): Promise<void> {
  await until(() => owner.end(), 30_000)
}

async function countAlive(ask: Ask, couples: readonly Couple[]): Promise<number> {
  let alive = 0
  for (const { sessionId } of couples) {
    const { status } = await ask(`/session/${sessionId}`)
    if (status !== 404) alive++
  }
  return alive
}

function putAway({ page }: FlakyClient): void {
  page.turn('hidden')
  page.tellDocument('visibilitychange')
}

function takeOut({ page }: FlakyClient): void {
  page.turn('visible')
  page.tellDocument('visibilitychange')
}
