import { launchRedis } from '../../apps/server/test/support/redis-process.ts'
import { toneEvent } from '../../apps/server/test/support/tone.ts'
import { encodeKnownVoice } from '../../apps/server/src/tone/known-voice.ts'
import { openQuietStore } from './quiet-store.ts'
import { openRedisFigures } from './redis-figures.ts'
import { bytes, count, row, type Row } from './table.ts'

const sessions = 10_000
/** With their whole histories; more of them would be gigabytes. */
const fullSessions = 1_000
const fullEvents = 1_024

/** What Redis keeps of a session, from what it uses with 10,000 of them and without. */
export async function measureMemory(): Promise<Row[]> {
  const redis = await launchRedis()
  const store = await openQuietStore(redis.url)
  const figures = await openRedisFigures(redis.port)
  const ids: string[] = []

  async function grown(of: readonly unknown[], act: () => Promise<unknown>): Promise<number> {
    const { usedBytes: before } = await figures.read()
    await act()
    return ((await figures.read()).usedBytes - before) / of.length
  }
  const forAll = (some: readonly string[], act: (id: string) => Promise<unknown>) => inTurn(some, 200, act)
  async function fill(id: string): Promise<void> {
    // No more at once than wait in a node.
    for (let from = 0; from < fullEvents; from += 256)
      await Promise.all(Array.from({ length: 256 }, (_, n) => store.append(id, realEvent(id, from + n))))
  }
  async function keepVoice(id: string): Promise<void> {
    const { number } = (await store.takeMicrophone(id)) ?? { number: 0 }
    await store.keepVoice(id, number, knownVoice())
  }

  try {
    // The scripts, and what the connection needs.
    await store.remove((await store.create({ elcor: false, idleTtlMs: 1 })).id, 'ended')
    const empty = await grown(Array.from({ length: sessions }), async () => {
      await forAll(Array.from({ length: sessions }, String), async () => {
        ids.push((await store.create({ elcor: false, idleTtlMs: 900_000 })).id)
      })
    })
    const watched = await grown(ids, () => forAll(ids, (id) => store.join(id, null)))
    const full = ids.slice(0, fullSessions)
    const oneEvent = await grown(ids, () => forAll(ids, (id) => store.append(id, realEvent(id, 0))))
    const history = await grown(full, () => inTurn(full, 10, fill))
    const voice = await grown(ids, () => forAll(ids, keepVoice))
    await forAll(ids, (id) => store.remove(id, 'ended'))
    const left = (await figures.read()).keys
    return [
      row('a session', bytes(empty)),
      row('… watched by one, its channel included', `+ ${bytes(watched)}`),
      row('… with its first event', `+ ${bytes(oneEvent)}`),
      row(`… with ${count(fullEvents)} events (${count(fullSessions)} sessions)`, `+ ${bytes(history)}`),
      row(`… with a known voice, ${bytes(knownVoice().length)} as text`, `+ ${bytes(voice)}`),
      row('keys left after the last end', String(left), '0'),
    ]
  } finally {
    await store.close()
    figures.close()
    await redis.remove()
  }
}

async function inTurn(
  ids: readonly string[],
  together: number,
  act: (id: string) => Promise<unknown>,
): Promise<void> {
  for (let from = 0; from < ids.length; from += together)
    await Promise.all(ids.slice(from, from + together).map(act))
}

/** With numbers as long as real ones are. */
function realEvent(id: string, n: number) {
  const timestamp = Math.round(n * 3_217) / 1000
  const some = (at: number) => Math.round(Math.sin(n + at) * 1000) / 1000
  return toneEvent({ session_id: id, timestamp, arousal: some(1), valence: some(2), confidence: 0.812 })
}

/** A voice that was heard for two minutes and more. */
function knownVoice(): string {
  const some = (n: number) => Math.sin(n) * 10
  const prosody = (n: number) => ({
    loudnessDb: some(n) - 30,
    pitchHz: 150 + some(n + 1),
    pitchRangeSt: some(n + 2),
    ratePerS: some(n + 3),
    jitter: some(n + 4) / 100,
  })
  return encodeKnownVoice({
    classifier: { weight: some(1), offsets: Float64Array.from({ length: 96 }, (_, n) => some(n)) },
    usual: { frames: 900, arousal: some(2), recent: Array.from({ length: 240 }, (_, n) => prosody(n)) },
  })
}
