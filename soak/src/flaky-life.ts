import type { FlakyClient } from './flaky-client.ts'
import { happenings, longHappenings, type Circumstance } from './happenings.ts'
import type { Random } from './random.ts'

export interface FlakyLife {
  client: FlakyClient
  random: Random
  isPatient: boolean
  /** It holds a microphone now and then. */
  hasMicrophone: boolean
  /** `performance.now()` at which it is over. */
  untilMs: number
  onHappening: (name: string) => void
}

/** Closing a microphone's socket takes half a minute where the other end is dead: by the end that is to be over. */
const closingMs = 32_000

/** Lets one thing after another befall a client until its time is over; then all is well with its network and page. */
export async function liveFlaky({ untilMs, hasMicrophone, ...life }: FlakyLife): Promise<void> {
  const lastWordMs = untilMs - closingMs
  const isOver = (endMs: number) => () => performance.now() >= endMs
  const until = (endMs: number): Circumstance => ({ ...life, sleep: (ms) => sleepUntil(endMs, ms) })
  await Promise.all([
    suffer(until(untilMs), isOver(untilMs), life.onHappening),
    hasMicrophone ? speak(until(lastWordMs), isOver(lastWordMs)) : null,
  ])
  settle(life.client)
}

async function suffer(
  circumstance: Circumstance,
  isOver: () => boolean,
  onHappening: (name: string) => void,
): Promise<void> {
  const { random, sleep, isPatient } = circumstance
  const short = Object.entries(happenings)
  const long = isPatient ? Object.entries(longHappenings) : []
  await sleep(random.between(0, 5_000))
  while (!isOver()) {
    const [next] = random.shuffled(random.chance(0.15) && long.length > 0 ? long : short)
    if (next) {
      onHappening(next[0])
      await next[1](circumstance)
    }
    await sleep(random.between(500, 6_000))
  }
}

async function speak({ client, random, sleep }: Circumstance, isOver: () => boolean): Promise<void> {
  while (!isOver()) {
    await sleep(random.between(5_000, 40_000))
    if (isOver()) return
    client.setMicrophone(true)
    await sleep(random.between(2_000, 15_000))
    client.setMicrophone(false)
  }
}

function settle({ page, proxy }: FlakyClient): void {
  proxy.heal()
  page.turn('visible')
  page.tellDocument('visibilitychange')
  page.tellDocument('resume')
  page.tellWindow('online')
}

function sleepUntil(untilMs: number, ms: number): Promise<void> {
  const leftMs = Math.max(0, Math.min(ms, untilMs - performance.now()))
  return new Promise((resolve) => setTimeout(resolve, leftMs))
}
