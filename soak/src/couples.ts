import type { FlakyProxy } from '@undertone/flaky-proxy'
import { fork, startCouple, type Couple, type CoupleOptions } from './couple.ts'
import { until } from './until.ts'

export interface CouplesOptions extends Pick<CoupleOptions, 'serverUrl' | 'ask' | 'random'> {
  /** Two for each session. */
  readonly proxies: readonly FlakyProxy[]
}

const harvestEveryMs = 40_000
const startedAtOnce = 20

/** One for every two proxies; a viewer is in every other. */
export async function startCouples({ proxies, ...common }: CouplesOptions): Promise<Couple[]> {
  const options = pairs(proxies).map((pair, index) => ({
    ...common,
    proxies: pair,
    random: fork(common.random),
    isViewed: index % 2 === 0,
  }))
  const couples: Couple[] = []
  for (let at = 0; at < options.length; at += startedAtOnce) {
    couples.push(...(await Promise.all(options.slice(at, at + startedAtOnce).map(startCouple))))
  }
  return couples
}

/** Reads each session's history in time, spread out, as it forgets the oldest after 1,024. */
export async function harvest(couples: readonly Couple[], untilMs: number): Promise<void> {
  const pauseMs = harvestEveryMs / couples.length
  while (performance.now() < untilMs) {
    for (const { truth } of couples) {
      if (performance.now() > untilMs) return
      await truth.collect()
      await new Promise((resolve) => setTimeout(resolve, pauseMs))
    }
  }
}

/** Waits until every client holds its session's last event. Returns how many never did. */
export async function settle(couples: readonly Couple[], settleMs: number): Promise<number> {
  const countLate = () =>
    couples.reduce((late, { truth, owner, other }) => {
      const head = truth.head()
      return late + Number(owner.lastId() !== head) + Number(other.lastId() !== head)
    }, 0)
  await until(async () => {
    for (const { truth } of couples) await truth.collect()
    return countLate() === 0
  }, settleMs)
  return countLate()
}

function pairs<T>(all: readonly T[]): (readonly [T, T])[] {
  return all.flatMap((first, index) => {
    const second = all[index + 1]
    return index % 2 === 0 && second !== undefined ? [[first, second] as const] : []
  })
}
