import { expect, it } from 'vitest'
import { createSystemClock } from '../src/clock.ts'
import { openSse } from './support/sse-client.ts'
import { startTestServer } from './support/test-server.ts'

it('a viewer counts as a subscriber: while one watches, the session does not idle out', async () => {
  const system = createSystemClock()
  let passedMs = 0
  const clock = { ...system, nowMs: () => system.nowMs() + passedMs }
  const { url, store, server, startSession } = await startTestServer({ clock })
  const id = await startSession()
  const viewer = await openSse(`${url}/session/${await store.share(id)}/stream`)
  await viewer.next('stream-open')
  expect(await store.find(id)).toMatchObject({ session: { subscribers: 1 } })
  passedMs = 91_000
  expect(await server.reaper.sweep()).toBe(0)
  viewer.close()
  await expect.poll(() => store.find(id)).toMatchObject({ session: { subscribers: 0 } })
  passedMs += 90_001
  expect(await server.reaper.sweep()).toBe(1)
})
