import { expect, it } from 'vitest'
import { shareSchema } from '@undertone/shared'
import { openSse, type SseClient } from './support/sse-client.ts'
import { startTestServer } from './support/test-server.ts'
import { toneEvent } from './support/tone.ts'

const clientCount = 16
const eventCount = 400

/** Ids of the tone events that came so far. */
function idsOf({ events }: SseClient): number[] {
  return events.filter(({ name }) => name === 'tone-event').map(({ id }) => Number(id))
}

/** Reads until `eventCount` is reached, and every `stayFor` events drops its connection and comes back for the rest. */
async function readWithBreaks(
  streamUrl: string,
  stayFor: number,
): Promise<{ ids: number[]; visits: number }> {
  const ids: number[] = []
  let visits = 0
  while (ids.length < eventCount) {
    const client = await openSse(streamUrl, { lastEventId: String(ids.at(-1) ?? 0) })
    const wanted = Math.min(stayFor, eventCount - ids.length)
    for (let n = 0; n < wanted; n++) await client.next('tone-event')
    client.close()
    ids.push(...idsOf(client))
    visits++
  }
  return { ids, visits }
}

it('gives owners and viewers who come and go each id once, in order, while it goes on', async () => {
  const { url, server, store, startSession } = await startTestServer()
  const id = await startSession()
  const shared = await fetch(`${url}/session/${id}/share`, { method: 'POST' })
  const { viewer_id: viewerId } = shareSchema.parse(await shared.json())
  const clients = Array.from({ length: clientCount }, (_, n) =>
    readWithBreaks(`${url}/session/${n % 2 === 0 ? id : viewerId}/stream`, 7 + 5 * n),
  )
  for (let n = 0; n < eventCount; n++) {
    await store.append(id, toneEvent({ session_id: id }))
    await new Promise(setImmediate)
  }
  const all = Array.from({ length: eventCount }, (_, index) => index + 1)
  const read = await Promise.all(clients)
  for (const { ids } of read) expect(ids).toEqual(all)
  expect(Math.max(...read.map(({ visits }) => visits))).toBeGreaterThan(10)
  await expect.poll(() => server.counts().streams).toBe(0)
  expect(await store.find(id)).toMatchObject({ session: { subscribers: 0 } })
})
