import { expect, it } from 'vitest'
import { createRecordingSink } from '../../test/support/recording-sink.ts'
import { listener } from '../../test/support/stores/recorder.ts'
import { toneEvent } from '../../test/support/tone.ts'
import { createFakeClock } from '../fake-clock.ts'
import { createMemoryStore } from '../sessions/memory-store.ts'
import { createToneHub } from './tone-hub.ts'

async function setUp({ random = (): number => 0.5, streamMaxAgeMs = 120_000, historyCapacity = 1_000 } = {}) {
  const clock = createFakeClock()
  const store = createMemoryStore({ clock, maxSessions: 10, historyCapacity: () => historyCapacity })
  const hub = createToneHub({
    store,
    clock,
    pingIntervalMs: 15_000,
    streamMaxAgeMs,
    maxStreamsPerSession: 4,
    random,
    onError: (error) => expect.fail(String(error)),
  })
  store.listen(listener({ appended: hub.deliver, spoke: hub.tell, broken: hub.restart, removed: hub.close }))
  const { id } = await store.create({ elcor: false, idleTtlMs: 90_000 })
  const watch = async (afterId: number | null = null) => {
    const sink = createRecordingSink()
    const subscription = await hub.subscribe(owners(id), afterId, () => sink)
    if (!subscription) throw new Error('There is no such session')
    return { sink, ...subscription }
  }
  return { clock, store, hub, id, watch }
}

const owners = (id: string) => ({ sessionId: id, shownId: id })

it('pings after fifteen quiet seconds, and not while there is other traffic', async () => {
  const { clock, store, id, watch } = await setUp()
  const { sink } = await watch()
  for (let s = 0; s < 30; s += 10) {
    clock.advance(10_000)
    await store.append(id, toneEvent())
  }
  expect(sink.names()).not.toContain('ping')
  clock.advance(14_000)
  expect(sink.names()).not.toContain('ping')
  clock.advance(2_000)
  expect(sink.names().filter((name) => name === 'ping')).toHaveLength(1)
})

it.each([
  [0, 108],
  [0.5, 117],
  [0.999_999, 126],
])('ends a stream at its age: a throw of %d gives %d seconds', async (throwOfDice, ageS) => {
  const { clock, watch } = await setUp({ random: () => throwOfDice })
  const { sink } = await watch()
  clock.advance((ageS - 1) * 1_000)
  expect(sink.ended()).toBe(false)
  clock.advance(2_000)
  expect(sink.ended()).toBe(true)
})

it.each([
  [0, 90],
  [0.999_999, 105],
])(
  'is as exact about a short age: a throw of %d ends a stream of 100 ms by its %d. ms',
  async (dice, dueMs) => {
    const { clock, watch } = await setUp({ random: () => dice, streamMaxAgeMs: 100 })
    const { sink } = await watch()
    clock.advance(89)
    expect(sink.ended()).toBe(false)
    clock.advance(dueMs + 5 - 89)
    expect(sink.ended()).toBe(true)
  },
)

it('asks the browser to wait between one and three seconds before it comes back by itself', async () => {
  const written: string[] = []
  const { hub, id } = await setUp({ random: () => 0.25 })
  const sink = {
    ...createRecordingSink(),
    write: (bytes: Uint8Array) => written.push(Buffer.from(bytes).toString()) > 0,
  }
  await hub.subscribe(owners(id), null, () => sink)
  expect(written[0]).toBe('retry: 1500\n\n')
})

it('leaves no room behind: neither for a session that is unknown, nor for one that everybody left or that ended', async () => {
  const { hub, store, id, watch } = await setUp()
  expect(await hub.subscribe(owners('nobody'), null, createRecordingSink)).toBeNull()
  const { leave } = await watch()
  leave()
  leave()
  expect((await store.find(id))?.session.subscribers).toBe(0)
  await watch()
  await store.remove(id, 'ended')
  expect([hub.streamCount(), hub.roomCount()]).toEqual([0, 0])
})

it('leaves no room behind for a word that comes after the end of its session', async () => {
  const { hub, id } = await setUp()
  hub.tell(id, { seq: 1, state: 'mic_off', timestampS: 2 })
  expect(hub.roomCount()).toBe(0)
})

it('tells an older word of the speech to nobody who has heard a newer one, however late it comes', async () => {
  const { hub, store, id, watch } = await setUp()
  await store.tellSpeech(id, 1, { state: 'listening', timestampS: 1 })
  const sink = createRecordingSink()
  const opening = hub.subscribe(owners(id), null, () => sink)
  hub.tell(id, { seq: 3, state: 'unclear', timestampS: 3 })
  hub.tell(id, { seq: 2, state: 'speaking', timestampS: 2 })
  await opening
  hub.tell(id, { seq: 3, state: 'unclear', timestampS: 3 })
  expect(sink.names()).toEqual(['stream-open', 'speech-state'])
  const late = await watch()
  hub.tell(id, { seq: 1, state: 'listening', timestampS: 1 })
  expect(late.sink.names()).toEqual(['stream-open', 'speech-state'])
})

it('ends streams that may have missed something, and their session goes on', async () => {
  const { hub, store, id, watch } = await setUp()
  const { sink } = await watch()
  hub.restart(id)
  expect([sink.ended(), sink.names()]).toEqual([true, ['stream-open']])
  expect(hub.roomCount()).toBe(0)
  expect((await store.find(id))?.session.subscribers).toBe(0)
})

it('tells of a leaving that the store did not take, and keeps no seat', async () => {
  const told: unknown[] = []
  const { store, id, clock } = await setUp()
  const refused = new Error('the store is away')
  const hub = createToneHub({
    store: { ...store, leave: () => Promise.reject(refused) },
    clock,
    pingIntervalMs: 15_000,
    streamMaxAgeMs: 120_000,
    maxStreamsPerSession: 4,
    random: () => 0.5,
    onError: (error) => told.push(error),
  })
  const subscription = await hub.subscribe(owners(id), null, createRecordingSink)
  subscription?.leave()
  await expect.poll(() => told).toEqual([refused])
  expect(hub.roomCount()).toBe(0)
})

it('ends a stream that was being opened as its session ended, with the reason', async () => {
  const { hub, store, id } = await setUp()
  const sink = createRecordingSink()
  const opening = hub.subscribe(owners(id), null, () => sink)
  await store.remove(id, 'expired')
  await opening
  expect(sink.names()).toEqual(['stream-open', 'session-end'])
  expect(sink.ended()).toBe(true)
})

it('encodes a live event once for all viewers, and hands owners the bytes of the store', async () => {
  const { hub, store, id } = await setUp()
  const written = new Map<string, Uint8Array[]>()
  const open = (who: string, shownId: string) =>
    hub.subscribe({ sessionId: id, shownId }, 0, () => ({
      ...createRecordingSink(),
      write(bytes) {
        if (Buffer.from(bytes).includes('tone-event')) written.set(who, [...(written.get(who) ?? []), bytes])
        return true
      },
    }))
  const early = await store.append(id, toneEvent({ session_id: id }))
  await open('owner', id)
  await open('viewer', 'a-viewer')
  await open('other viewer', 'a-viewer')
  const live = await store.append(id, toneEvent({ session_id: id }))
  await open('late viewer', 'a-viewer')
  const [owner, viewer, other, late] = ['owner', 'viewer', 'other viewer', 'late viewer'].map(
    (who) => written.get(who) ?? [],
  )
  expect(owner).toEqual([early?.frame, live?.frame])
  expect(owner?.[1]).toBe(live?.frame)
  expect(viewer).toHaveLength(2)
  expect(viewer?.[1]).toBe(other?.[1])
  expect(Buffer.concat(late ?? [])).toEqual(Buffer.concat(viewer ?? []))
})

it('makes no more of a replay than goes out: owners share its bytes, and those of viewers are copied portion by portion', async () => {
  const { hub, store, id } = await setUp()
  for (let n = 0; n < 1_000; n++) await store.append(id, toneEvent({ session_id: id }))
  const handedBytes = new Map<string, number>()
  for (const shownId of [id, 'a-viewer']) {
    const sink = createRecordingSink()
    sink.stall()
    await hub.subscribe({ sessionId: id, shownId }, 0, () => sink)
    handedBytes.set(shownId, sink.unsentBytes())
    for (let portions = 0; portions < 20; portions++) sink.drain()
    expect(sink.ids()).toEqual(Array.from({ length: 1_000 }, (_, index) => index + 1))
  }
  for (const bytes of handedBytes.values()) expect(bytes).toBeLessThan(64 * 1024 + 8_192)
})

it('cuts a stream that failed as it was opened', async () => {
  const { hub, store, id } = await setUp()
  const sink = createRecordingSink()
  const opening = hub.subscribe(owners(id), null, () => ({
    ...sink,
    write() {
      throw new Error('what it was given makes no sense')
    },
  }))
  await expect(opening).rejects.toThrow('makes no sense')
  expect(sink.destroyed()).toBe(true)
  expect((await store.find(id))?.session.subscribers).toBe(0)
})

it('keeps no seat for a stream that could not be opened', async () => {
  const { hub, store, id } = await setUp()
  const opening = hub.subscribe(owners(id), null, () => {
    throw new Error('the socket is gone')
  })
  await expect(opening).rejects.toThrow('the socket is gone')
  expect(hub.streamCount()).toBe(0)
  expect((await store.find(id))?.session.subscribers).toBe(0)
})

it('counts streams, what went to them, and what they had missed', async () => {
  const { store, hub, id, watch } = await setUp({ historyCapacity: 3 })
  await watch()
  for (let n = 0; n < 5; n++) await store.append(id, toneEvent())
  await watch(4)
  await watch(0)
  await store.append(id, toneEvent())
  // Five to one stream, then one to three; of the five that the last one lacked, two were held no longer.
  expect(hub.counts()).toEqual({
    opened: 3,
    replays: 2,
    replayed: 1 + 3,
    missed: 2,
    delivered: 5 + 3,
    slowReadersCut: 0,
  })
})

it('counts a reader that it cuts as too slow', async () => {
  const { store, hub, id, watch } = await setUp()
  const { sink } = await watch()
  sink.stall()
  for (let n = 0; n < 30; n++) await store.append(id, toneEvent({ subtext: 'x'.repeat(20_000) }))
  expect(sink.destroyed()).toBe(true)
  expect(hub.counts().slowReadersCut).toBe(1)
})
