import { sessionSchema } from '@undertone/shared'
import { fork } from '../couple.ts'
import type { Random } from '../random.ts'
import { until } from '../until.ts'
import { watchBare } from './bare-stream.ts'
import { askOnce } from './persistent-ask.ts'

/** What became of sessions that were left. */
export interface StrayFindings {
  readonly started: number
  /** Starts that weren't answered, or with "try later": such a session may exist all the same, and nobody knows of it. */
  readonly unanswered: number
  /** Gone before they had been left for their idle time. */
  tooEarly: number
  /** Taken away from under somebody who watched them, or had come back to them in time. */
  torn: number
  /** How many were watched without a break. */
  sat: number
  /** Left for longer than their idle time, and found by somebody who came back before any sweep. */
  foundLate: number
  /** Never gone. */
  lingering: number
}

export interface StraysOptions {
  /** Where any of the nodes is reached. */
  readonly url: string
  readonly random: Random
  readonly idleTtlMs: number
  /** How long somebody sits in a session who never leaves it. */
  readonly sittingMs: number
  readonly onStarted: (sessionId: string) => void
}

export interface Strays {
  /** Starts one after another until `untilMs`. */
  live(untilMs: number): Promise<void>
  /** Once all of them are gone, or `longestMs` have passed. */
  settled(longestMs: number): Promise<StrayFindings>
}

const startEveryMs = 1_000
/** A question about a session that is due in so long is answered before. */
const marginMs = 2_000

/** Sessions that are started and left, so that there is always something to reap; some are come back to at the last moment. */
export function createStrays({ url, random, idleTtlMs, sittingMs, onStarted }: StraysOptions): Strays {
  const ids: string[] = []
  const lives = new Set<Promise<void>>()
  const found = { tooEarly: 0, torn: 0, foundLate: 0, sat: 0 }
  let unanswered = 0

  async function start(): Promise<void> {
    const askedAtMs = performance.now()
    const answer = await askOnce(`${url}/session/start`, 'POST')
    if (!answer?.ok) return void unanswered++
    const { session_id } = sessionSchema.parse(await answer.json())
    ids.push(session_id)
    onStarted(session_id)
    if (random.chance(0.3)) return sit(session_id)
    const isWatched = random.chance(0.6)
    await live(session_id, isWatched ? null : askedAtMs, fork(random))
  }

  /** `idleSinceMs`: null before anybody watched. */
  async function live(id: string, idleSinceMs: number | null, chance: Random): Promise<void> {
    const sinceMs = idleSinceMs ?? (await watch(id, chance.between(500, 5_000)))
    await sleepUntil(sinceMs + idleTtlMs - marginMs)
    const answer = await askOnce(`${url}/session/${id}`, 'GET')
    if (answer?.status === 404 && performance.now() < sinceMs + idleTtlMs) found.tooEarly++
    if (answer?.status === 404 || chance.chance(0.5)) return
    await sleepUntil(sinceMs + idleTtlMs + chance.between(-1_000, 5_000))
    const isLate = performance.now() > sinceMs + idleTtlMs
    const back = await watchBare(`${url}/session/${id}/stream`, chance.between(500, 5_000))
    if (back.openedAtMs === null) return
    if (back.isToldGone) found.torn++
    if (isLate) found.foundLate++
  }

  /** Watches on and on, as somebody does who sees each stream replaced at once. */
  async function sit(id: string): Promise<void> {
    const untilMs = performance.now() + sittingMs
    found.sat++
    while (performance.now() < untilMs) {
      const { status, isToldGone } = await watchBare(
        `${url}/session/${id}/stream`,
        untilMs - performance.now(),
      )
      if (status === 404 || isToldGone) return void found.torn++
      await sleepUntil(performance.now() + 100)
    }
  }

  /** The latest moment from which the session is certainly not idle before. */
  async function watch(id: string, ms: number): Promise<number> {
    const beganAtMs = performance.now()
    const { openedAtMs, isBroken } = await watchBare(`${url}/session/${id}/stream`, ms)
    if (openedAtMs === null) return beganAtMs
    return isBroken ? openedAtMs : openedAtMs + ms
  }

  async function countAlive(): Promise<number> {
    const answers = await Promise.all(ids.map((id) => askOnce(`${url}/session/${id}`, 'GET')))
    return answers.filter((answer) => answer?.status !== 404).length
  }

  return {
    async live(untilMs) {
      while (performance.now() < untilMs) {
        const life = start().finally(() => lives.delete(life))
        lives.add(life)
        await sleepUntil(Math.min(untilMs, performance.now() + random.between(0, 2 * startEveryMs)))
      }
    },
    async settled(longestMs) {
      await Promise.all(lives)
      let lingering = ids.length
      await until(async () => {
        lingering = await countAlive()
        if (lingering > 0) await sleepUntil(performance.now() + marginMs)
        return lingering === 0
      }, longestMs)
      return { ...found, started: ids.length, unanswered, lingering }
    },
  }
}

function sleepUntil(atMs: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, Math.max(0, atMs - performance.now())))
}
