import { describe, expect, it, vi } from 'vitest'
import { createSessionClient } from './session-client.ts'

const session = { session_id: 's', state: 'running', elcor: false, idle_ttl_s: 90, role: 'owner' }
const notFound = { type: 'about:blank', title: 'Not found', status: 404, detail: 'Session s not found' }
const gone = { ...notFound, code: 'session_not_found' }
const never = new AbortController().signal

describe('the session client', () => {
  it('starts a session with what was asked for', async () => {
    const fetch = answering(200, session)
    expect(await createSessionClient(fetch).start({ idle_ttl_s: 300 })).toEqual({ session })
    expect(fetch).toHaveBeenCalledWith(
      '/session/start',
      expect.objectContaining({ body: '{"idle_ttl_s":300}' }),
    )
  })

  it.each([
    [429, 'tooMany'],
    [503, 'busy'],
    [500, 'unreachable'],
  ])('tells why a start wasn’t possible: %i', async (status, refusal) => {
    expect(await createSessionClient(answering(status, {})).start({})).toEqual({ refusal })
  })

  it('says unreachable where no answer comes', async () => {
    expect(await createSessionClient(broken()).start({})).toEqual({ refusal: 'unreachable' })
  })

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

  it('takes a session that is gone already as ended, and no answer as not', async () => {
    expect(await createSessionClient(answering(200, {})).end('s')).toBe(true)
    expect(await createSessionClient(answering(404, gone)).end('s')).toBe(true)
    expect(await createSessionClient(answering(500, {})).end('s')).toBe(false)
    expect(await createSessionClient(broken()).end('s')).toBe(false)
  })
})

function answering(status: number, body: unknown) {
  return vi.fn<typeof fetch>(() => Promise.resolve(new Response(JSON.stringify(body), { status })))
}

function broken() {
  return vi.fn<typeof fetch>(() => Promise.reject(new TypeError('Failed to fetch')))
}
