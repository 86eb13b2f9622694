import { expect, it } from 'vitest'
import { createBusyClock } from './support/busy-clock.ts'
import { sampleOf, scrape } from './support/process/server-process.ts'
import { readyMicrophone } from './support/microphone-client.ts'
import { openSse } from './support/sse-client.ts'
import { startTestServer } from './support/test-server.ts'
import { toneEvent } from './support/tone.ts'

it('tells Prometheus in its own form, and keeps nobody\u2019s answer', async () => {
  const { url } = await startTestServer()
  const { status, headers } = await fetch(`${url}/metrics`)
  expect(status).toBe(200)
  expect(headers.get('Content-Type')).toBe('text/plain; version=0.0.4; charset=utf-8')
  expect(headers.get('Cache-Control')).toBe('no-store')
})

it('counts sessions, and how long it takes to look for those that nobody watches', async () => {
  const { url, startSession } = await startTestServer({ env: { SESSION_IDLE_TTL_S: '0' }, capacity: 3 })
  const ids = [await startSession({ idle_ttl_s: 90 }), await startSession({ idle_ttl_s: 90 })]
  await startSession()
  await (await openSse(`${url}/session/${ids[0]}/stream`)).next('stream-open')
  await expect.poll(async () => (await undertoneSamples(url))['undertone_reaped_total']).toBe(1)
  const told = await undertoneSamples(url)
  expect(told).toMatchObject({
    'undertone_sessions{state="watched"}': 1,
    'undertone_sessions{state="unwatched"}': 1,
    undertone_sessions_everywhere: 2,
    undertone_store_reachable: 1,
  })
  expect(told['undertone_sweep_seconds_count']).toBeGreaterThan(0)
  expect(told['undertone_sweep_seconds_sum']).toBeGreaterThan(0)
})

it('counts streams, microphones, and what went to whom', async () => {
  const { url, store, startSession } = await startTestServer({ capacity: 3 })
  const id = await startSession()
  await (await openSse(`${url}/session/${id}/stream`)).next('stream-open')
  await readyMicrophone(url, id)
  for (let n = 0; n < 5; n++) await store.append(id, toneEvent())
  await (await openSse(`${url}/session/${id}/stream`, { lastEventId: '1' })).next('stream-open')
  expect(await undertoneSamples(url)).toMatchObject({
    undertone_microphones: 1,
    undertone_classifier_lag_seconds: 0,
    undertone_audio_let_go_seconds_total: 0,
    undertone_tone_events_total: 0,
    undertone_subscribers: 2,
    undertone_streams_opened_total: 2,
    undertone_deliveries_total: 5,
    undertone_replays_total: 1,
    undertone_replayed_events_total: 3,
    undertone_missed_events_total: 1,
    undertone_slow_readers_cut_total: 0,
  })
})

it('tells how far a classifier is behind, and what it will never hear', async () => {
  const clock = createBusyClock()
  const { url, voice, startSession } = await startTestServer({ clock })
  let hear = () => {}
  const heard = new Promise<[]>((resolve) => (hear = () => resolve([])))
  voice.onPush = () => heard
  const { socket } = await readyMicrophone(url, await startSession())
  const told = async (what: string) => sampleOf(await scrape(url), `undertone_${what}`)
  const aSecond = Buffer.alloc(2 * 16_000)
  socket.send(aSecond)
  await expect.poll(() => told('classifier_lag_seconds')).toBe(1)
  // So long a network may stall, and then bring everything at once.
  clock.pass(200, 0)
  for (let n = 0; n < 12; n++) socket.send(aSecond)
  await expect.poll(() => told('audio_let_go_seconds_total')).toBe(2)
  expect(await told('classifier_lag_seconds')).toBe(11)
  hear()
  await expect.poll(() => told('classifier_lag_seconds')).toBe(0)
})

async function undertoneSamples(url: string): Promise<Record<string, number>> {
  const lines = (await scrape(url)).split('\n').filter((line) => line.startsWith('undertone_'))
  return Object.fromEntries(lines.map((line) => [line.split(' ')[0], Number(line.split(' ')[1])]))
}
