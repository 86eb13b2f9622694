import { once } from 'node:events'
import { toneEventSchema, type ToneEvent } from '@undertone/shared'
import { connectMicrophone, readyMicrophone } from '../microphone-client.ts'
import { dial } from '../dial.ts'
import { openSse } from '../sse-client.ts'
import { startSession } from '../test-server.ts'
import { scrape } from './server-process.ts'
import { speak } from './speech.ts'

/** Told to the server in every place where a client can tell it anything; none of it is the server's to keep. */
export const strangers = {
  address: '203.0.113.77',
  note: 'grandmother-whispered-lavender',
  cookie: 'biscuit=chocolate-hazelnut-crumble',
}

export interface BusyRun {
  /** Of sessions and viewers, those too that never were. */
  ids: string[]
  tones: ToneEvent[]
  /** Answers to `/metrics`, at the height of it and at the end. */
  metrics: string[]
  /** What an answer to `/ready` is known by. */
  requestId: string | null
}

export interface BusyRunOptions {
  url: string
  /** Takes the store away, and gives it back. */
  storeAway: (meanwhile: () => Promise<void>) => Promise<void>
}

/** Whatever people do with a server, well and badly, within some seconds. */
export async function busyRun({ url, storeAway }: BusyRunOptions): Promise<BusyRun> {
  const made = await Promise.all(Array.from({ length: 4 }, () => startSession(url)))
  const viewers = await Promise.all(made.slice(0, 2).map((id) => share(url, id)))
  const wrong = ['A'.repeat(22), 'zzzzzzzzzzzzzzzzzzzzz_', 'short', `${made[0]}x`]
  const ids = [...made, ...viewers, ...wrong]
  const streams = await Promise.all([...made, ...viewers].map((id) => openSse(`${url}/session/${id}/stream`)))
  const microphones = await Promise.all(made.slice(0, 2).map((id) => readyMicrophone(url, id)))

  const speaking = Promise.all(microphones.map(({ socket }) => speak(socket, 4)))
  await badRequests(url, ids)
  await badMicrophones(url, ids)
  const [told] = await Promise.all([streams[0]?.next('tone-event'), speaking])
  const atHeight = await scrape(url)
  await storeAway(async () => {
    await Promise.all(ids.flatMap((id) => [ask(url, `/session/${id}`), ask(url, `/session/${id}/stream`)]))
    microphones.forEach(({ socket }) => socket.send(Buffer.alloc(3_200)))
  })
  await Promise.all(made.map((id) => ask(url, `/session/${id}/end`, { method: 'DELETE' })))
  await Promise.all(streams.map(({ closed }) => closed))
  if (!told) throw new Error('Nothing was heard')
  const { headers } = await fetch(`${url}/ready`, { headers: { 'X-Request-Id': strangers.note } })
  return {
    ids,
    requestId: headers.get('X-Request-Id'),
    tones: streams.flatMap(({ events }) => events.flatMap(({ data }) => tonesIn(data))),
    metrics: [atHeight, await scrape(url)],
  }
}

async function share(url: string, id: string): Promise<string> {
  const answer = await fetch(`${url}/session/${id}/share`, { method: 'POST' })
  return JSON.parse(await answer.text()).viewer_id
}

/** With everything about it that is somebody's. */
async function ask(
  url: string,
  path: string,
  { method = 'GET', body }: { method?: string; body?: string } = {},
): Promise<void> {
  const headers = {
    'X-Forwarded-For': strangers.address,
    'X-Request-Id': strangers.note,
    'User-Agent': strangers.note,
    Referer: `https://example.org/${strangers.note}`,
    Cookie: strangers.cookie,
    'Content-Type': 'application/json',
  }
  const answer = await fetch(`${url}${path}`, { method, headers, ...(body === undefined ? {} : { body }) })
  // A stream has no end, and what it says is told elsewhere.
  await answer.body?.cancel()
}

async function badRequests(url: string, ids: string[]): Promise<void> {
  const { note } = strangers
  const paths = ids.flatMap((id) => [
    `/session/${id}`,
    `/session/${id}/history?after=${id}`,
    `/session/${id}/history?limit=${note}`,
    `/session/${id}/export?format=${note}`,
    `/session/${id}/${note}`,
    `/session/%${id}`,
    `/watch/${id}/${note}.json`,
  ])
  const bodies = [
    `{"note": ${note}`,
    `"${note}`,
    JSON.stringify({ [note]: note, idle_ttl_s: note }),
    JSON.stringify(note),
  ]
  await Promise.all([
    ...paths.map((path) => ask(url, path)),
    ...ids.map((id) => ask(url, `/session/${id}/share`, { method: 'PUT' })),
    ...bodies.map((body) => ask(url, '/session/start', { method: 'POST', body })),
    raw(url, `GET /session/${ids[0]}/stream HTTP/9.9\r\n${note}\r\n\r\n`),
    raw(url, `${note} /${ids[0]}\r\n\r\n`),
    raw(url, `GET /${note} HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: upgrade\r\n\r\n`),
  ])
}

/** To a session of its own each, or to none; not to those that speak. */
async function badMicrophones(url: string, ids: string[]): Promise<void> {
  const silent = ids[2] ?? ''
  for (const bad of [strangers.note, Buffer.alloc(3), Buffer.alloc(70_000)]) {
    const { socket, closed } = await readyMicrophone(url, silent)
    socket.send(bad)
    await closed
  }
  const headers = { 'X-Forwarded-For': strangers.address, Origin: `https://${strangers.note}.example` }
  await Promise.all(ids.map((id) => connectMicrophone(url, id, { headers }).closed))
}

async function raw(url: string, text: string): Promise<void> {
  const socket = dial(url)
  socket.write(text)
  socket.resume()
  await once(socket, 'close')
}

function tonesIn(data: unknown): ToneEvent[] {
  const { success, data: tone } = toneEventSchema.safeParse(data)
  return success ? [tone] : []
}
