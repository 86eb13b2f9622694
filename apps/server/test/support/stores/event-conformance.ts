import { describe, expect, it } from 'vitest'
import type { Joined } from '../../../src/sessions/session-store.ts'
import type { Replay } from '../../../src/stream/replay.ts'
import { toneEvent } from '../tone.ts'
import { record } from './recorder.ts'
import type { CreateStoreHarness, StoreHarnessOptions } from './store-harness.ts'

/** What a session remembers, and whom it tells, asked of any store. */
export function describeSessionEvents(createHarness: CreateStoreHarness): void {
  async function setUp(options: StoreHarnessOptions = {}) {
    const harness = await createHarness(options)
    const { store } = harness
    const { id } = await store.create({ elcor: true, idleTtlMs: 90_000 })
    const say = async (count: number) => {
      for (let n = 0; n < count; n++) await store.append(id, toneEvent({ session_id: id, timestamp: n }))
    }
    return { ...harness, id, say }
  }

  describe('events', () => {
    it('have the integers from 1 as ids, in the order in which they were handed over', async () => {
      const { store, id } = await setUp()
      const stored = await Promise.all(
        [1, 2, 3, 4].map((timestamp) => store.append(id, toneEvent({ session_id: id, timestamp }))),
      )
      expect(stored.map((tone) => [tone?.id, tone?.event.timestamp])).toEqual([1, 2, 3, 4].map((n) => [n, n]))
    })

    it('are one frame of the stream each, and come back as they were', async () => {
      const { store, id } = await setUp()
      const event = toneEvent({
        session_id: id,
        prosody_flags: ['loud'],
        subtext: 'With “quotes”\nand a line:',
      })
      const stored = await store.append(id, event)
      const expected = `id: 1\nevent: tone-event\ndata: ${JSON.stringify(event)}\n\n`
      expect(stored?.frame.toString()).toBe(expected)
      const [held] = (await store.history(id))?.events ?? []
      expect([held?.id, held?.event, held?.frame.toString()]).toEqual([1, event, expected])
    })

    it('are told in order to whoever listens', async () => {
      const { store, id, say, settle } = await setUp()
      await store.join(id, null)
      const told = record(store)
      await say(3)
      await settle()
      expect(told).toEqual([1, 2, 3].map((n) => `${id} appended ${n}`))
    })

    it('are held up to a session’s capacity, the latest ones', async () => {
      const { store, id, say } = await setUp({ capacity: 4 })
      expect(await store.history(id)).toEqual({ head: 0, oldest: null, events: [] })
      await say(6)
      const slice = await store.history(id)
      expect([slice?.head, slice?.oldest, slice?.events.map((event) => event.id)]).toEqual([
        6,
        3,
        [3, 4, 5, 6],
      ])
    })
  })

  describe('whoever joins', () => {
    const found = (joined: Joined | null) => [
      joined?.head,
      joined?.resumedFrom,
      joined && idsOf(joined.replay),
      joined?.missed,
    ]

    it('finds nothing to catch up without an id', async () => {
      const { store, id, say } = await setUp()
      await say(3)
      expect(found(await store.join(id, null))).toEqual([3, null, [], null])
    })

    it('finds everything after its id', async () => {
      const { store, id, say } = await setUp()
      await say(5)
      expect(found(await store.join(id, 0))).toEqual([5, 0, [1, 2, 3, 4, 5], null])
      expect(found(await store.join(id, 3))).toEqual([5, 3, [4, 5], null])
      expect(found(await store.join(id, 5))).toEqual([5, 5, [], null])
    })

    it('is told what is held no longer', async () => {
      const { store, id, say } = await setUp({ capacity: 4 })
      await say(10)
      expect(found(await store.join(id, 2))).toEqual([10, 2, [7, 8, 9, 10], { from: 3, to: 6 }])
      expect(found(await store.join(id, 6))).toEqual([10, 6, [7, 8, 9, 10], null])
    })

    it('hears what is live from now on, where its id was never given out', async () => {
      const { store, id, say } = await setUp()
      await say(2)
      expect(found(await store.join(id, 3))).toEqual([2, null, [], null])
      expect(found(await store.join(id, Number('9'.repeat(30))))).toEqual([2, null, [], null])
    })

    it('finds the session as it is, itself counted', async () => {
      const { store, id } = await setUp()
      const joined = await store.join(id, null)
      expect(joined?.session).toMatchObject({ id, elcor: true, idleTtlMs: 90_000, subscribers: 1 })
    })

    it('can catch up a long history whole', async () => {
      const { store, id } = await setUp({ capacity: 5_000 })
      const together = Array.from({ length: 300 })
      for (let n = 0; n < 10; n++) await Promise.all(together.map(() => store.append(id, toneEvent())))
      const joined = await store.join(id, 500)
      expect(joined?.replay.count).toBe(2_500)
      expect(joined && idsOf(joined.replay)).toEqual(Array.from({ length: 2_500 }, (_, n) => n + 501))
      expect((await store.history(id))?.events).toHaveLength(3_000)
    })
  })

  describe('what is said of the speech', () => {
    it('is told when it is new, and to whoever joins later', async () => {
      const { store, id, settle } = await setUp()
      const { number = 0 } = (await store.takeMicrophone(id)) ?? {}
      expect((await store.join(id, null))?.speech).toBeNull()
      const told = record(store)
      for (const state of ['listening', 'listening', 'speaking'] as const)
        await store.tellSpeech(id, number, { state, timestampS: 1.5 })
      await settle()
      expect(told).toEqual([`${id} spoke listening`, `${id} spoke speaking`])
      expect((await store.join(id, null))?.speech).toMatchObject({ state: 'speaking', timestampS: 1.5 })
    })

    it('is nothing that an older microphone could say', async () => {
      const { store, id, settle } = await setUp()
      const older = await store.takeMicrophone(id)
      const newer = await store.takeMicrophone(id)
      await store.tellSpeech(id, newer?.number ?? 0, { state: 'speaking', timestampS: 1 })
      await store.tellSpeech(id, older?.number ?? 0, { state: 'mic_off', timestampS: 2 })
      await settle()
      expect((await store.join(id, null))?.speech?.state).toBe('speaking')
    })
  })

  describe('the microphone', () => {
    it('has a number above all before it, and finds what they left', async () => {
      const { store, id } = await setUp()
      const first = await store.takeMicrophone(id)
      expect(first?.voice).toBeNull()
      await store.leaveMicrophone(id, first?.number ?? 0, 'what is known')
      const second = await store.takeMicrophone(id)
      expect(second?.voice).toBe('what is known')
      expect(second?.number).toBeGreaterThan(first?.number ?? 0)
      await store.leaveMicrophone(id, second?.number ?? 0, null)
      expect((await store.takeMicrophone(id))?.voice).toBe('what is known')
    })
  })

  it('keeps what is known of the voice from the latest microphone only', async () => {
    const { store, id } = await setUp()
    const first = await store.takeMicrophone(id)
    await store.keepVoice(id, first?.number ?? 0, 'so far')
    const second = await store.takeMicrophone(id)
    expect(second?.voice).toBe('so far')
    await store.keepVoice(id, second?.number ?? 0, 'more')
    await store.keepVoice(id, first?.number ?? 0, 'late')
    expect((await store.takeMicrophone(id))?.voice).toBe('more')
  })

  describe('a viewer’s id', () => {
    it('is one for each session, and finds it to be watched only', async () => {
      const { store, id } = await setUp()
      const viewerId = await store.share(id)
      expect(viewerId).toMatch(/^[\w-]{22}$/)
      expect(viewerId).not.toBe(id)
      expect(await store.share(id)).toBe(viewerId)
      expect(await store.find(viewerId ?? '')).toMatchObject({ role: 'viewer', session: { id } })
      expect(await store.find(id)).toMatchObject({ role: 'owner', session: { id } })
    })

    it('is taken for nothing but to find the session', async () => {
      const { store, id } = await setUp()
      const viewerId = (await store.share(id)) ?? ''
      expect(await store.join(viewerId, null)).toBeNull()
      expect(await store.remove(viewerId, 'ended')).toBe(false)
      expect(await store.append(viewerId, toneEvent())).toBeNull()
      expect(await store.find('nobody')).toBeNull()
      expect(await store.find('')).toBeNull()
    })
  })

  it('tells of the end of all that it holds here as it closes', async () => {
    const { store, id } = await setUp()
    await store.join(id, null)
    const told = record(store)
    await store.close()
    expect(told).toEqual([`${id} removed shutdown`])
  })
}

function idsOf({ pieces }: Replay): number[] {
  const text = Buffer.concat(pieces).toString()
  return [...text.matchAll(/^id: (\d+)$/gm)].map(([, id]) => Number(id))
}
