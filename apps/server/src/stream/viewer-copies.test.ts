import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { expect, it } from 'vitest'
import { listener } from '../../test/support/stores/recorder.ts'
import { toneEvent } from '../../test/support/tone.ts'
import { createFakeClock } from '../fake-clock.ts'
import { createMemoryStore } from '../sessions/memory-store.ts'
import type { EventSink } from './event-sink.ts'
import { encodedTone } from './stored-tone.ts'
import { createToneHub } from './tone-hub.ts'

it('keeps nothing for viewers beside what is kept for all, and gives all back once their sessions are gone', async () => {
  const beforeBytes = await usedBytes()
  const { watchAll, hub, store } = setUp()
  await watchAll()
  const eachBytes = ((await usedBytes()) - beforeBytes) / (sessions * eventsEach)
  expect(eachBytes).toBeGreaterThan(frameBytes)
  expect(eachBytes).toBeLessThan(1.3 * frameBytes)
  await store.close()
  expect(hub.roomCount()).toBe(0)
  expect((await usedBytes()) - beforeBytes).toBeLessThan(2e6)
})

/** Together more events than a small table holds: what is kept for the whole server is seen in the bytes. */
const sessions = 128
const eventsEach = 1_000
const frameBytes = encodedTone(100, JSON.stringify(toneEvent({ session_id: 's'.repeat(22) }))).frame.length

function setUp() {
  const clock = createFakeClock()
  const store = createMemoryStore({ clock, maxSessions: sessions, historyCapacity: () => eventsEach })
  const hub = createToneHub({
    store,
    clock,
    pingIntervalMs: 15_000,
    streamMaxAgeMs: 120_000,
    maxStreamsPerSession: 4,
    random: () => 0.5,
    onError: (error) => expect.fail(String(error)),
  })
  store.listen(listener({ appended: hub.deliver, removed: hub.close }))

  async function watchAll(): Promise<void> {
    for (let made = 0; made < sessions; made++) {
      const { id } = await store.create({ elcor: false, idleTtlMs: 90_000 })
      await hub.subscribe({ sessionId: id, shownId: `viewer of ${id}` }, null, () => nowhere)
      for (let n = 0; n < eventsEach; n++) await store.append(id, toneEvent({ session_id: id }))
    }
  }
  return { hub, store, watchAll }
}

const nowhere: EventSink = {
  write: () => true,
  unsentBytes: () => 0,
  end() {},
  destroy() {},
  onDrain() {},
}

async function usedBytes(): Promise<number> {
  setFlagsFromString('--expose-gc')
  const collect: unknown = runInNewContext('gc')
  if (typeof collect !== 'function') throw new Error('There is no garbage collector to ask.')
  for (let round = 0; round < 3; round++) {
    collect()
    await new Promise((resolve) => setImmediate(resolve))
  }
  const { heapUsed, arrayBuffers } = process.memoryUsage()
  return heapUsed + arrayBuffers
}
