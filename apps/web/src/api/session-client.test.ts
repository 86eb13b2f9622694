import { afterEach, describe, expect, it, vi } from 'vitest'
import { createSessionClient } from './session-client.ts'

const session = { session_id: 's', state: 'running', elcor: false, idle_ttl_s: 90, role: 'owner' }
const notFound = { type: 'about:blank', title: 'Not found', status: 404, detail: 'Session s not found' }
const gone = { ...notFound, code: 'session_not_found' }
const never = new AbortController().signal

afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

describe('a start', () => {
  it('starts a session with what was asked for', async () => {
    const fetch = answering(200, session)
    expect(await createSessionClient(fetch).start({ idle_ttl_s: 300 })).toEqual({ session })
    expect(fetch).toHaveBeenCalledWith(
      '/session/start',
      expect.objectContaining({ body: '{"idle_ttl_s":300}' }),
    )
  })

  it.each([
    [429, 'too_many_requests', 'tooMany'],
    [503, 'at_capacity', 'busy'],
    [403, 'access_code_needed', 'codeNeeded'],
    [503, 'draining', 'notNow'],
    [503, 'store_unavailable', 'notNow'],
    [500, 'internal', 'notNow'],
    [403, 'origin_not_allowed', 'otherAddress'],
  ])('tells why a start wasn’t possible: %i %s', async (status, code, refusal) => {
    const fetch = answering(status, { ...notFound, status, code })
    expect(await createSessionClient(fetch).start({})).toEqual({ refusal, retryAfterS: null })
  })

  it.each([
    [429, 'tooMany'],
    [503, 'unreachable'],
    [403, 'unreachable'],
    [200, 'unreachable'],
  ])('takes a %i that isn’t in the server’s words as what it is', async (status, refusal) => {
    const answer = await createSessionClient(answering(status, {})).start({})
    expect(answer).toEqual({ refusal, retryAfterS: null })
  })

  it.each([
    ['40', 40],
    ['Fri, 27 Nov 2026 20:00:00 GMT', null],
    ['-1', null],
  ])('tells when a start may be possible: %s', async (value, retryAfterS) => {
    const fetch = answering(429, {}, { 'retry-after': value })
    expect(await createSessionClient(fetch).start({})).toEqual({ refusal: 'tooMany', retryAfterS })
  })

  it('says unreachable where no answer comes', async () => {
    expect(await createSessionClient(broken()).start({})).toEqual({
      refusal: 'unreachable',
      retryAfterS: null,
    })
  })
})

describe('the session client', () => {
  it.each([
    ['a session', 200, session, 'alive'],
    ['a 404 of the session', 404, gone, 'gone'],
    ['a bare 404', 404, {}, 'unsure'],
    ['a 404 that says what it is about, and not in the server’s words', 404, { code: gone.code }, 'unsure'],
    ['a 404 of the route', 404, { ...notFound, code: 'route_not_found' }, 'unsure'],
    ['a page that says 200', 200, {}, 'unsure'],
    ['a server error', 500, {}, 'unsure'],
    ['a full store', 503, {}, 'unsure'],
  ])('takes %s as what it is', async (_name, status, body, liveness) => {
    expect(await createSessionClient(answering(status, body)).check('s', never)).toBe(liveness)
  })

  it('takes a 404 page of a network’s own for no answer', async () => {
    const client = createSessionClient(() =>
      Promise.resolve(new Response('<h1>Not found</h1>', { status: 404 })),
    )
    expect(await client.check('s', never)).toBe('unsure')
    expect(await client.end('s')).toBe(false)
  })

  it('is unsure where no answer comes', async () => {
    expect(await createSessionClient(broken()).check('s', never)).toBe('unsure')
  })

  it('waits eight seconds for an answer, and leaves no timer', async () => {
    vi.useFakeTimers()
    const fetch = silent()
    const checked = vi.fn()
    void createSessionClient(fetch).check('s', never).then(checked)
    await vi.advanceTimersByTimeAsync(7_999)
    expect(checked).not.toHaveBeenCalled()
    await vi.advanceTimersByTimeAsync(1)
    expect(checked).toHaveBeenCalledExactlyOnceWith('unsure')
    await createSessionClient(answering(200, session)).check('s', never)
    expect(vi.getTimerCount()).toBe(0)
  })

  it('no longer waits for a check that nobody wants any more', async () => {
    const unwanted = new AbortController()
    const checked = createSessionClient(silent()).check('s', unwanted.signal)
    unwanted.abort()
    expect(await checked).toBe('unsure')
  })

  it('works in a browser that can neither join signals nor time them', async () => {
    vi.stubGlobal('AbortSignal', {})
    expect(await createSessionClient(answering(200, session)).check('s', never)).toBe('alive')
  })

  it('asks for the id by which others may watch', async () => {
    const fetch = answering(200, { viewer_id: 'v' })
    expect(await createSessionClient(fetch).share('s')).toEqual({ viewerId: 'v' })
    expect(fetch).toHaveBeenCalledWith('/session/s/share', expect.objectContaining({ method: 'POST' }))
  })

  it.each([
    ['a 404 of the session', answering(404, gone), 'gone'],
    ['a 404 of anything else', answering(404, {}), 'unreachable'],
    ['a full server', answering(503, {}), 'unreachable'],
    ['a page that says 200', answering(200, {}), 'unreachable'],
    ['no answer', broken(), 'unreachable'],
  ])('tells why there is no such id: %s', async (_name, fetch, refusal) => {
    expect(await createSessionClient(fetch).share('s')).toEqual({ refusal })
  })

  it('takes a session that is gone already as ended, and no answer as not', async () => {
    expect(await createSessionClient(answering(200, {})).end('s')).toBe(true)
    expect(await createSessionClient(answering(404, gone)).end('s')).toBe(true)
    expect(await createSessionClient(answering(500, {})).end('s')).toBe(false)
    expect(await createSessionClient(broken()).end('s')).toBe(false)
  })
})

function answering(status: number, body: unknown, headers: HeadersInit = {}) {
  return vi.fn<typeof fetch>(() => Promise.resolve(new Response(JSON.stringify(body), { status, headers })))
}

/** Answers nothing until it is given up. */
function silent() {
  return vi.fn<typeof fetch>(
    (_, init) =>
      new Promise((_resolve, reject) => init?.signal?.addEventListener('abort', () => reject(new Error()))),
  )
}

function broken() {
  return vi.fn<typeof fetch>(() => Promise.reject(new TypeError('Failed to fetch')))
}
