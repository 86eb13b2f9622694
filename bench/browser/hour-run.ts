import { setTimeout as sleep } from 'node:timers/promises'
import type { CDPSession } from 'playwright-core'
import { toneEvent } from '../../apps/server/test/support/tone.ts'
import type { launchScripted } from '../support/scripted.ts'
import { frameWork } from './frame-work.ts'
import type { LivePage } from './hour-pages.ts'
import { readPage, type Holding } from './page-figures.ts'

/** One of an hour's seconds in 20 ms: no frame need hold two of them. */
const everyMs = 20
const words = ['calm', 'warm', 'tense', 'flat', 'bright', 'quiet'] as const
const affects = ['calm', 'happy', 'angry', 'neutral', 'surprised', 'sad'] as const
const states = ['speaking', 'unclear', 'listening'] as const

export interface HourFigures {
  /** CPU milliseconds of the main thread for each frame, of the first tenth and of one near the end. */
  readonly begin: readonly number[]
  readonly end: readonly number[]
  /** … and for each event, once a hundredth, a tenth and all of them are there. */
  readonly eventMs: readonly number[]
  /** After a quarter, a half, three quarters and all. */
  readonly holdings: readonly [Holding, Holding, Holding, Holding]
}

type Server = Awaited<ReturnType<typeof launchScripted>>

/** Plays `count` tones, and a change of what is heard with every fourth, to a page, and watches what it does. */
export async function runHour(
  server: Server,
  system: CDPSession,
  { page, sessionId }: LivePage,
  count: number,
): Promise<HourFigures> {
  const figures = await readPage(page)
  const at = (part: number) => Math.ceil(count * part)
  let played = 0

  async function playTo(until: number): Promise<void> {
    const fromMs = performance.now() - played * everyMs
    while (played < until) {
      const n = ++played
      await sleep(Math.max(0, fromMs + n * everyMs - performance.now()))
      await say(n)
    }
    await page.locator(`[data-last-id="${played}"]`).first().waitFor({ state: 'attached', timeout: 120_000 })
  }

  async function say(n: number): Promise<void> {
    // A mood lasts some tones, so that there are runs in the list; what comes is the same each time.
    const mood = Math.floor((n * 7) / 24) % words.length
    const told = {
      session_id: sessionId,
      timestamp: n,
      label: words[mood] ?? 'calm',
      affect: affects[mood] ?? 'calm',
    }
    await server.append(sessionId, toneEvent({ ...told, arousal: Math.sin(n / 9) }))
    const state = states[(n / 4) % states.length]
    if (state) await server.tellSpeech(sessionId, { state, timestampS: n })
  }

  async function eventMsUpTo(until: number): Promise<number> {
    const [before, beforeMs] = [played, await figures.mainMs()]
    await playTo(until)
    return ((await figures.mainMs()) - beforeMs) / (played - before)
  }

  async function holdingAt(part: number): Promise<Holding> {
    await playTo(at(part))
    return figures.holding()
  }

  const first = await eventMsUpTo(at(0.01))
  const begin = await frameWork(system, () => playTo(at(0.09)))
  const tenth = await eventMsUpTo(at(0.1))
  const [quarter, half, most] = [await holdingAt(0.25), await holdingAt(0.5), await holdingAt(0.75)]
  await playTo(at(0.82))
  const end = await frameWork(system, () => playTo(at(0.9)))
  const last = await eventMsUpTo(count)
  const holdings = [quarter, half, most, await holdingAt(1)] as const
  return { begin, end, eventMs: [first, tenth, last], holdings }
}
