import type { Calls, StartedSession } from './calls.ts'
import { openSpeaker, type Speaker } from './speaker.ts'
import type { Tally } from './tally.ts'
import { createWatcher, type Watcher } from './watcher.ts'

/** 7.3 s of 16 kHz: no two begin at the same place, and none at a word that another has just said. */
const apartBytes = 7.3 * 32_000
/** A stream that hears nothing for so long isn't one: it is pinged every 15 s. */
const longestSilenceMs = 40_000

export interface CrowdOptions {
  readonly url: string
  readonly calls: Calls
  readonly tally: Tally
  readonly speech: Uint8Array
}

/** A session that somebody speaks in, and those who watch it. */
export interface Spoken {
  readonly id: string
  readonly speaker: Speaker
  readonly watchers: readonly Watcher[]
  /** From the frame with the last sample of what an event describes to the event, since last asked, ms. */
  takeLatencies(): number[]
}

/** Starts a session with `owners` and `viewers` streams and a microphone; null where any of it was refused. */
export async function gatherSpoken(
  crowd: CrowdOptions,
  { at, owners, viewers }: { at: number; owners: number; viewers: number },
): Promise<Spoken | null> {
  const session = await crowd.calls.start({ idle_ttl_s: 900 })
  if (!session) return null
  const viewerId = await crowd.calls.share(session.id)
  const more = [
    ...Array.from({ length: owners - 1 }, () => session.id),
    ...Array.from({ length: viewers }, () => viewerId ?? ''),
  ].map((id) => createWatcher({ url: crowd.url, tally: crowd.tally, id }))
  await Promise.all(more.map(({ opened }) => opened))
  const admitted = await admitSpoken(crowd, { session, at })
  if (!admitted) more.forEach((watcher) => watcher.stop())
  return admitted && { ...admitted, watchers: [...admitted.watchers, ...more] }
}

/** Opens the microphone of `session` and its owner's stream; null where it was refused. */
export async function admitSpoken(
  { url, tally, speech }: CrowdOptions,
  { session, at }: { session: StartedSession; at: number },
): Promise<Spoken | null> {
  // At 16-bit samples, and not beyond the speech's end.
  const from = 2 * Math.round(((at * apartBytes) % (speech.length / 2)) / 2)
  const speaker = await openSpeaker({ url, session, tally, speech, from })
  if ('refused' in speaker) return null
  let latenciesMs: number[] = []
  const onTone = (timestampS: number) => void latenciesMs.push(speaker.latencyMs(timestampS))
  const watcher = createWatcher({ url, tally, id: session.id, onTone })
  await watcher.opened
  return {
    ...{ id: session.id, speaker, watchers: [watcher] },
    takeLatencies() {
      const taken = latenciesMs
      latenciesMs = []
      return taken
    },
  }
}

/** A session that nobody speaks in, watched by its owner. */
export async function gatherSilent({ url, calls, tally }: CrowdOptions): Promise<Watcher | null> {
  const session = await calls.start({ idle_ttl_s: 900 })
  if (!session) return null
  const watcher = createWatcher({ url, id: session.id, tally })
  return (await watcher.opened) ? watcher : null
}

/** Streams that are dead, though nothing closed them. */
export function countSilent(watchers: readonly Watcher[]): number {
  const sinceMs = performance.now() - longestSilenceMs
  return watchers.filter((watcher) => watcher.heardAtMs() < sinceMs).length
}

/** What every stream should have had by now, and had. */
export async function countDelivered(
  calls: Calls,
  spoken: readonly Spoken[],
): Promise<{ events: number; due: number; delivered: number }> {
  let [events, due, delivered] = [0, 0, 0]
  for (const { id, watchers } of spoken) {
    const head = (await calls.head(id)) ?? NaN
    events += head
    due += head * watchers.length
    delivered += watchers.reduce((sum, watcher) => sum + watcher.tones(), 0)
  }
  return { events, due, delivered }
}
