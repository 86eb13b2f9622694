import { once } from 'node:events'
import { request as ask } from 'node:http'
import { historySchema, problemSchema, sessionSchema } from '@undertone/shared'
import request from 'supertest'
import { describe, expect, it } from 'vitest'
import { startTestServer } from './support/test-server.ts'
import { toneEvent } from './support/tone.ts'

const json = { 'Content-Type': 'application/json' }

describe('POST /session/start', () => {
  it.each([
    ['no body', undefined],
    ['an empty object', '{}'],
    ['a field it does not know', '{"colour":"green"}'],
  ])('starts a running session from %s', async (_, body) => {
    const { url } = await startTestServer()
    const post = request(url)
      .post('/session/start')
      .set(body === undefined ? {} : json)
    const response = await post.send(body)
    expect(response.status).toBe(200)
    expect(sessionSchema.parse(response.body)).toEqual({
      session_id: expect.stringMatching(/^[\w-]{22}$/),
      state: 'running',
      elcor: false,
      idle_ttl_s: 90,
      role: 'owner',
    })
    expect(response.headers['cache-control']).toBe('no-store')
  })

  it.each([
    ['', 200],
    ['elcor', 415],
  ])('takes a body of unknown length and type only if nothing is in it: "%s"', async (body, status) => {
    const { url } = await startTestServer()
    const asked = ask(`${url}/session/start`, {
      method: 'POST',
      headers: { 'Transfer-Encoding': 'chunked', Connection: 'close' },
    }).end(body)
    const [answer] = await once(asked, 'response')
    answer.resume()
    expect(answer.statusCode).toBe(status)
  })

  it('keeps what was asked for', async () => {
    const { url } = await startTestServer()
    const response = await request(url).post('/session/start').send({ elcor: true, idle_ttl_s: 300 })
    expect(response.body).toMatchObject({ elcor: true, idle_ttl_s: 300 })
  })

  it("takes the operator's idle time as the default and lets a session ask for a longer one", async () => {
    const { url } = await startTestServer({ env: { SESSION_IDLE_TTL_S: '1.5' } })
    expect((await request(url).post('/session/start')).body).toMatchObject({ idle_ttl_s: 1.5 })
    expect((await request(url).post('/session/start').send({ idle_ttl_s: 900 })).body).toMatchObject({
      idle_ttl_s: 900,
    })
  })

  it('never gives the same id twice', async () => {
    const { startSession } = await startTestServer()
    const ids = await Promise.all(Array.from({ length: 200 }, () => startSession()))
    expect(new Set(ids).size).toBe(200)
  })

  it('says so when all places are taken, and takes the next once one is free', async () => {
    const { url, startSession } = await startTestServer({ env: { MAX_SESSIONS: '1' } })
    const id = await startSession()
    const refused = await request(url).post('/session/start')
    expect(refused.status).toBe(503)
    expect(refused.headers['retry-after']).toMatch(/^\d+$/)
    expect(problemSchema.parse(refused.body).code).toBe('at_capacity')
    await request(url).delete(`/session/${id}/end`)
    expect((await request(url).post('/session/start')).status).toBe(200)
  })
})

describe('a bad start gets the answer of the contract', () => {
  it.each([
    ['JSON that breaks off', '{"elcor":', 400, 'malformed_json'],
    ['a string for elcor', '{"elcor":"yes"}', 422, 'invalid_request'],
    ['an idle time that is none of the three', '{"idle_ttl_s":91}', 422, 'invalid_request'],
    ['an idle time as text', '{"idle_ttl_s":"90"}', 422, 'invalid_request'],
    ['a list', '[]', 422, 'invalid_request'],
    ['null', 'null', 422, 'invalid_request'],
    ['a bare word', '"x"', 422, 'invalid_request'],
    ['a body that is too large', `{"elcor":true,"x":"${'x'.repeat(20_000)}"}`, 413, 'payload_too_large'],
  ])('%s', async (_, body, status, code) => {
    const { url } = await startTestServer()
    const response = await request(url).post('/session/start').set(json).send(body)
    expect(response.status).toBe(status)
    expect(response.headers['content-type']).toMatch(/^application\/problem\+json/)
    expect(problemSchema.parse(response.body)).toMatchObject({
      status,
      code,
      detail: expect.stringMatching(/\w/),
    })
  })

  it('a body that is not JSON', async () => {
    const { url } = await startTestServer()
    const response = await request(url).post('/session/start').set('Content-Type', 'text/plain').send('elcor')
    expect(response.status).toBe(415)
    expect(problemSchema.parse(response.body).code).toBe('unsupported_media_type')
  })

  it('a body that is packed', async () => {
    const { url } = await startTestServer()
    const headers = { 'Content-Type': 'application/json', 'Content-Encoding': 'gzip' }
    const response = await fetch(`${url}/session/start`, { method: 'POST', headers, body: 'not gzip' })
    expect(response.status).toBe(415)
    expect(problemSchema.parse(await response.json()).code).toBe('unsupported_media_type')
  })

  it('names each wrong field', async () => {
    const { url } = await startTestServer()
    const response = await request(url).post('/session/start').send({ elcor: 1, idle_ttl_s: 2 })
    expect(problemSchema.parse(response.body).errors?.map(({ path }) => path)).toEqual([
      'elcor',
      'idle_ttl_s',
    ])
  })

  it('and the server goes on', async () => {
    const { url } = await startTestServer()
    await request(url).post('/session/start').set(json).send('{')
    expect((await request(url).post('/session/start')).status).toBe(200)
  })
})

describe('GET /session/{id} and DELETE /session/{id}/end', () => {
  it('shows a session until it is ended, and ends it once', async () => {
    const { url, startSession } = await startTestServer()
    const id = await startSession({ elcor: true })
    expect((await request(url).get(`/session/${id}`)).body).toMatchObject({
      session_id: id,
      state: 'running',
      elcor: true,
    })
    const ended = await request(url).delete(`/session/${id}/end`)
    expect([ended.status, ended.body]).toEqual([200, { session_id: id, state: 'stopped' }])
    expect((await request(url).delete(`/session/${id}/end`)).status).toBe(404)
    expect((await request(url).get(`/session/${id}`)).status).toBe(404)
  })

  it('shows the headers alone to whoever asks for those', async () => {
    const { url, startSession } = await startTestServer()
    const id = await startSession()
    const whole = await fetch(`${url}/session/${id}`)
    const head = await fetch(`${url}/session/${id}`, { method: 'HEAD' })
    for (const name of ['content-type', 'content-length', 'cache-control'])
      expect(head.headers.get(name)).toBe(whole.headers.get(name))
    expect([head.status, await head.text()]).toEqual([200, ''])
    expect(whole.headers.get('content-type')).toBe('application/json; charset=utf-8')
    expect((await whole.arrayBuffer()).byteLength).toBe(Number(whole.headers.get('content-length')))
  })

  it.each(['', '/stream', '/history', '/export'])(
    'answers 404 on %s of an unknown session, worded as agreed',
    async (path) => {
      const { url } = await startTestServer()
      const response = await request(url).get(`/session/nobody${path}`)
      expect(response.status).toBe(404)
      expect(problemSchema.parse(response.body)).toMatchObject({
        code: 'session_not_found',
        detail: 'Session nobody not found',
      })
    },
  )
})

describe('what is not there', () => {
  it.each(['/nothing', '/session', '/session/x/y', '/session/%E0%A4%A', '/ready/x'])(
    '%s is 404',
    async (path) => {
      const { url } = await startTestServer()
      const response = await request(url).get(path)
      expect(response.status).toBe(404)
      expect(problemSchema.parse(response.body).code).toBe('route_not_found')
    },
  )

  it.each([
    ['get', '/session/start', 'POST'],
    ['post', '/session/x', 'GET, HEAD'],
    ['put', '/session/x', 'GET, HEAD'],
    ['get', '/session/x/end', 'DELETE'],
    ['post', '/session/x/stream', 'GET, HEAD'],
    ['post', '/health', 'GET, HEAD'],
  ] as const)('%s %s is 405 with what is allowed', async (method, path, allow) => {
    const { url } = await startTestServer()
    const response = await request(url)[method](path)
    expect([response.status, response.headers['allow']]).toEqual([405, allow])
    expect(problemSchema.parse(response.body).code).toBe('method_not_allowed')
  })
})

it.each([
  ['GET', '/session/nobody'],
  ['GET', '/session/x/y'],
  ['PUT', '/session/x'],
  ['OPTIONS', '/session/x/stream'],
  ['GET', '/health'],
  ['POST', '/ready'],
])('nothing may keep the answer to %s %s: it is true now only', async (method, path) => {
  const { url } = await startTestServer()
  expect((await fetch(url + path, { method })).headers.get('cache-control')).toBe('no-store')
})

describe('GET /session/{id}/history and /export', () => {
  async function withThree() {
    const server = await startTestServer()
    const id = await server.startSession()
    for (const confidence of [0.5, 0.7, 0.9])
      await server.store.append(id, toneEvent({ session_id: id, confidence }))
    return { ...server, id }
  }

  it.each([
    ['', [1, 2, 3]],
    ['?after=1', [2, 3]],
    ['?limit=2', [1, 2]],
    ['?after=1&limit=1', [2]],
    ['?min_confidence=0.7', [2, 3]],
    ['?after=&limit=&min_confidence=', [1, 2, 3]],
    ['?after=99', []],
  ])('history%s', async (query, ids) => {
    const { url, id } = await withThree()
    const history = historySchema.parse((await request(url).get(`/session/${id}/history${query}`)).body)
    expect(history).toMatchObject({ session_id: id, head: 3, oldest: 1 })
    expect(history.events.map((event) => event.id)).toEqual(ids)
  })

  it.each([
    '?after=-1',
    '?after=x',
    '?limit=0',
    '?min_confidence=2',
    '?min_confidence=a',
    '?after=1&after=2',
  ])('history%s is 422', async (query) => {
    const { url, id } = await withThree()
    expect((await request(url).get(`/session/${id}/history${query}`)).status).toBe(422)
  })

  it('exports everything as a file named after the day', async () => {
    const { url, id } = await withThree()
    const response = await request(url).get(`/session/${id}/export?format=json`)
    expect(response.headers['content-disposition']).toMatch(
      /^attachment; filename="?undertone-\d{4}-\d\d-\d\d\.json"?$/,
    )
    expect(historySchema.parse(response.body).events).toHaveLength(3)
  })

  it.each([
    ['csv', 'text/csv; charset=utf-8', 4],
    ['txt', 'text/plain; charset=utf-8', 3],
  ])('exports it as %s too, without the id of its session', async (format, type, lines) => {
    const { url, id } = await withThree()
    const response = await fetch(`${url}/session/${id}/export?format=${format}`)
    expect(response.headers.get('content-type')).toBe(type)
    expect(response.headers.get('cache-control')).toBe('no-store')
    expect(response.headers.get('content-disposition')).toMatch(
      new RegExp(`^attachment; filename="?undertone-[\\d-]{10}\\.${format}"?$`),
    )
    const text = await response.text()
    expect(text.trimEnd().split(/\r?\n/)).toHaveLength(lines)
    expect(text).not.toContain(id)
  })

  it('refuses a format that it does not have', async () => {
    const { url, id } = await withThree()
    expect((await request(url).get(`/session/${id}/export?format=exe`)).status).toBe(422)
  })
})

it('says that it lives and that it can serve', async () => {
  const { url } = await startTestServer()
  expect((await request(url).get('/health')).body).toEqual({ status: 'ok' })
  expect((await request(url).get('/ready')).status).toBe(200)
})

it('says of no session that it is gone while the server is on its way out: nobody can be sure of that', async () => {
  const { url, server, startSession } = await startTestServer({ env: { SHUTDOWN_GRACE_S: '5' } })
  const id = await startSession()
  const stopping = server.stop()
  for (const path of ['', '/history', '/export', '/stream']) {
    const answer = await request(url).get(`/session/${id}${path}`)
    expect([answer.status, problemSchema.parse(answer.body).code]).toEqual([503, 'draining'])
    expect(answer.headers['retry-after']).toBe('2')
  }
  await stopping
})

it('starts nothing for a request whose body ends only when it is on its way out', async () => {
  const { url, server } = await startTestServer({ env: { SHUTDOWN_GRACE_S: '5' } })
  const headers = { ...json, Expect: '100-continue' }
  const asked = ask(`${url}/session/start`, { method: 'POST', headers })
  const answered = once(asked, 'response')
  asked.flushHeaders()
  await once(asked, 'continue')
  const stopping = server.stop()
  asked.end('{"elcor":true}')
  const [answer] = await answered
  answer.resume()
  expect(answer.statusCode).toBe(503)
  await stopping
})

it('starts nothing while it is on its way out, and sends everybody elsewhere, whatever they ask', async () => {
  const { url, server } = await startTestServer({ env: { SHUTDOWN_GRACE_S: '10' } })
  const stopping = server.stop()
  const asked = [
    ['POST', '/session/start'],
    ['PUT', '/session/start'],
    ['GET', '/session/x/y'],
  ] as const
  const answers = await Promise.all(asked.map(([method, path]) => fetch(url + path, { method })))
  expect(answers.map(({ status }) => status)).toEqual([503, 503, 503])
  await stopping
})
