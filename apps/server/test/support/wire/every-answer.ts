import { once } from 'node:events'
import { shareSchema } from '@undertone/shared'
import { storeUnavailable } from '../../../src/errors.ts'
import type { SessionStore } from '../../../src/sessions/session-store.ts'
import { createBusyClock } from '../busy-clock.ts'
import { readyMicrophone } from '../microphone-client.ts'
import { openSse } from '../sse-client.ts'
import { startTestServer, type TestServer, type TestServerOptions } from '../test-server.ts'
import { toneEvent } from '../tone.ts'
import type { AnswerCheck } from './answer-check.ts'
import { ask, webSocketHeaders, type AskOptions } from './ask.ts'
import type { WireDocument } from './wire-document.ts'

/** Brings the server to every kind of answer that it has, each held against the document; returns the kinds. */
export async function everyAnswer(document: WireDocument, check: AnswerCheck): Promise<Set<string>> {
  const kinds = new Set<string>()
  const asker = createAsker(document, check, kinds)
  for (const bringAbout of [
    whatIsAsked,
    whatIsHeard,
    badRequests,
    noSuchSession,
    onlyWatching,
    fromElsewhere,
    noCode,
    tooManyStarts,
    noRoom,
    underLoad,
    onItsWayOut,
    withoutStore,
    withAFault,
  ])
    await bringAbout(asker)
  return kinds
}

interface Asker {
  document: WireDocument
  check: AnswerCheck
  kinds: Set<string>
  /** Makes one call and holds its answer against the document. */
  call(server: { url: string }, operationId: string, options?: AskOptions): Promise<void>
}

function createAsker(document: WireDocument, check: AnswerCheck, kinds: Set<string>): Asker {
  return {
    document,
    check,
    kinds,
    async call({ url }, operationId, options = {}) {
      const headers = operationId === 'speak' ? webSocketHeaders : {}
      const answer = await ask(url, document.call(operationId), { headers, ...options })
      kinds.add(check.answer(operationId, answer))
    },
  }
}

const json = { 'Content-Type': 'application/json' }
const nobody = 'A'.repeat(22)

async function withSession(options: TestServerOptions = {}): Promise<TestServer & { id: string }> {
  const server = await startTestServer(options)
  return { ...server, id: await server.startSession() }
}

async function whatIsAsked({ call }: Asker): Promise<void> {
  const server = await withSession()
  const { id, store } = server
  await store.append(id, toneEvent({ session_id: id, prosody_flags: ['loud', 'fast'] }))
  await call(server, 'startSession', {
    headers: json,
    body: '{"elcor":true,"idle_ttl_s":300,"access_code":"x"}',
  })
  for (const operationId of ['getSession', 'shareSession', 'readHistory'])
    await call(server, operationId, { id })
  await call(server, 'readHistory', { id, query: '?after=5&limit=1&min_confidence=0.5' })
  for (const format of ['json', 'csv', 'txt'])
    await call(server, 'exportSession', { id, query: `?format=${format}` })
  await call(server, 'endSession', { id })
  for (const operationId of ['isAlive', 'isReady', 'measure', 'describe']) await call(server, operationId)
  const etag = (await fetch(`${server.url}/openapi.json`)).headers.get('ETag') ?? ''
  await call(server, 'describe', { headers: { 'If-None-Match': etag } })
}

async function whatIsHeard({ call, check, kinds }: Asker): Promise<void> {
  const server = await withSession({ env: { PING_INTERVAL_S: '0.05' }, capacity: 1 })
  const { url, id, store, voice } = server
  const say = () => store.append(id, toneEvent({ session_id: id }))
  for (const tone of [say, say, say]) await tone()
  const stream = await openSse(`${url}/session/${id}/stream?last_event_id=1`)
  const { status, headers } = stream.response
  kinds.add(check.answer('followSession', { status, headers, text: '' }))

  await call(server, 'speak', { id })
  // A classifier that never comes to an end with anything.
  voice.onPush = () => new Promise(() => {})
  const { socket } = await readyMicrophone(url, id)
  kinds.add(check.frame('speak', { type: 'ready' }))
  for (let n = 0; n < 10; n++) socket.send(Buffer.alloc(3_200))
  const [lag] = await once(socket, 'message')
  kinds.add(check.frame('speak', JSON.parse(String(lag))))

  for (const name of ['stream-open', 'tone-event', 'speech-state', 'ping']) await stream.next(name)
  await fetch(`${url}/session/${id}/end`, { method: 'DELETE' })
  await stream.closed
  for (const event of stream.events) kinds.add(check.event('followSession', event))
}

async function badRequests({ call, check, kinds }: Asker): Promise<void> {
  const server = await withSession()
  const { url, id } = server
  await call(server, 'startSession', { headers: json, body: '{"elcor":' })
  await call(server, 'startSession', { headers: json, body: `"${'x'.repeat(20_000)}"` })
  await call(server, 'startSession', { headers: { 'Content-Type': 'text/plain' }, body: 'elcor' })
  await call(server, 'startSession', { headers: json, body: '{"elcor":1}' })
  await call(server, 'speak', { id, headers: { Connection: 'Upgrade', Upgrade: 'websocket' } })
  await call(server, 'readHistory', { id, query: '?limit=0' })
  await call(server, 'exportSession', { id, query: '?format=exe' })
  for (const [method, path] of [
    ['get', '/nothing'],
    ['put', '/session/{id}'],
  ] as const)
    kinds.add(check.problem(await ask(url, { method, path }, { id })))
}

async function noSuchSession({ document, call }: Asker): Promise<void> {
  const server = await startTestServer()
  for (const operationId of ofOneSession(document)) await call(server, operationId, { id: nobody })
}

async function onlyWatching({ call }: Asker): Promise<void> {
  const server = await withSession()
  const { id } = server
  const viewerId = await viewerOf(server)
  for (const operationId of ['endSession', 'shareSession']) await call(server, operationId, { id: viewerId })
  await call(server, 'getSession', { id })
}

async function fromElsewhere({ call }: Asker): Promise<void> {
  const server = await withSession()
  for (const operationId of ['startSession', 'endSession', 'shareSession'])
    await call(server, operationId, { id: server.id, headers: { Origin: 'https://elsewhere.example' } })
}

async function noCode({ call }: Asker): Promise<void> {
  await call(await startTestServer({ env: { ACCESS_CODE: 'heron' } }), 'startSession')
}

async function tooManyStarts({ call }: Asker): Promise<void> {
  const env = { MAX_STARTS_PER_MINUTE: '1', UNLIMITED_ADDRESSES: 'none' }
  await call(await withSession({ env }), 'startSession')
}

async function noRoom({ call }: Asker): Promise<void> {
  const server = await withSession({ env: { MAX_SESSIONS: '1', MAX_STREAMS_PER_SESSION: '1' } })
  const { url, id } = server
  await call(server, 'startSession')
  await openSse(`${url}/session/${id}/stream`)
  await call(server, 'followSession', { id })
}

async function underLoad({ call }: Asker): Promise<void> {
  const clock = createBusyClock()
  const server = await withSession({ clock })
  const viewerId = await viewerOf(server)
  clock.pass(15, 1_000)
  await call(server, 'startSession')
  await call(server, 'speak', { id: server.id })
  await call(server, 'followSession', { id: viewerId })
}

async function onItsWayOut({ document, call }: Asker): Promise<void> {
  // It still answers for a tenth of its grace.
  const server = await withSession({ env: { SHUTDOWN_GRACE_S: '10' } })
  const stopping = server.server.stop()
  const operationIds = ['startSession', 'isReady', ...ofOneSession(document)]
  await Promise.all(operationIds.map((operationId) => call(server, operationId, { id: server.id })))
  await stopping
}

async function withoutStore({ document, call }: Asker): Promise<void> {
  const server = await startTestServer({
    wrapStore: (store) => ({ ...failing(store, storeUnavailable), isReachable: () => false }),
  })
  for (const operationId of ['startSession', 'isReady', 'speak', ...ofOneSession(document)])
    await call(server, operationId, { id: nobody })
}

async function withAFault({ document, call }: Asker): Promise<void> {
  const server = await startTestServer({ wrapStore: (store) => failing(store, () => new Error('a fault')) })
  for (const operationId of ['startSession', 'speak', ...ofOneSession(document)])
    await call(server, operationId, { id: nobody })
}

/** The calls that a session's id stands in, apart from the microphone's, which is refused in its own way. */
function ofOneSession({ calls }: WireDocument): string[] {
  const ofOne = calls.filter(({ path }) => path.includes('{id}')).map(({ operationId }) => operationId)
  return ofOne.filter((operationId) => operationId !== 'speak')
}

async function viewerOf({ url, id }: { url: string; id: string }): Promise<string> {
  const answer = await fetch(`${url}/session/${id}/share`, { method: 'POST' })
  return shareSchema.parse(await answer.json()).viewer_id
}

function failing(store: SessionStore, fault: () => Error): SessionStore {
  const fail = () => Promise.reject(fault())
  return { ...store, create: fail, find: fail, share: fail, join: fail, history: fail, remove: fail }
}
