import { audioCloseCode, problemSchema } from '@undertone/shared'
import { describe, expect, it } from 'vitest'
import { connectMicrophone, readyMicrophone } from './support/microphone-client.ts'
import { startTestServer } from './support/test-server.ts'

const elsewhere = 'https://elsewhere.example'

async function setUp(env: Record<string, string> = {}) {
  const { url, store, startSession } = await startTestServer({ env })
  const id = await startSession()
  const ask = (method: string, path: string, headers: Record<string, string>) =>
    fetch(`${url}${path}`, { method, headers })
  const start = async (headers: Record<string, string>) =>
    (await ask('POST', '/session/start', headers)).status
  return { url, id, store, ask, start }
}

describe('a page from elsewhere', () => {
  it.each([elsewhere, 'null', 'not an origin'])('changes nothing as %s', async (Origin) => {
    const { id, store, ask } = await setUp()
    for (const [method, path] of [
      ['POST', '/session/start'],
      ['POST', `/session/${id}/share`],
      ['DELETE', `/session/${id}/end`],
    ] as const) {
      const answer = await ask(method, path, { Origin })
      expect(answer.status).toBe(403)
      expect(problemSchema.parse(await answer.json())).toMatchObject({ code: 'origin_not_allowed' })
    }
    expect(await store.find(id)).toMatchObject({ session: { id } })
  })

  it('is refused before what it sends is looked at', async () => {
    const { url } = await startTestServer()
    const body = '{"elcor"'
    const headers = { Origin: elsewhere, 'Content-Type': 'application/json' }
    expect((await fetch(`${url}/session/start`, { method: 'POST', headers, body })).status).toBe(403)
  })

  it('of another port or another scheme’s host is from elsewhere, too', async () => {
    const { url, start } = await setUp()
    const { host, hostname } = new URL(url)
    expect(await start({ Origin: `http://${hostname}:1` })).toBe(403)
    expect(await start({ Origin: `http://${hostname}` })).toBe(403)
    expect(await start({ Origin: `http://${host}` })).toBe(200)
  })

  it('may read nothing: no answer lets it, whatever it asks', async () => {
    const { id, ask } = await setUp()
    const preflight = { 'Access-Control-Request-Method': 'POST', 'Access-Control-Request-Headers': 'x' }
    const answers = await Promise.all([
      ask('OPTIONS', '/session/start', { Origin: elsewhere, ...preflight }),
      ask('OPTIONS', '/anywhere', { Origin: elsewhere, ...preflight }),
      ask('GET', `/session/${id}`, { Origin: elsewhere }),
      ask('HEAD', `/session/${id}/stream`, { Origin: elsewhere }),
      ask('POST', '/session/start', { Origin: elsewhere }),
      ask('GET', '/health', { Origin: elsewhere }),
    ])
    for (const { headers } of answers) {
      expect([...headers.keys()].filter((name) => name.startsWith('access-control-'))).toEqual([])
      expect(headers.get('cross-origin-resource-policy')).toBe('same-origin')
    }
  })
})

it('lets a program do what it asks for, which names no origin', async () => {
  const { start } = await setUp()
  expect(await start({})).toBe(200)
})

describe('with PUBLIC_ORIGIN', () => {
  it('its pages may do everything, and those of no other address, the server’s own included', async () => {
    const { url, start } = await setUp({ PUBLIC_ORIGIN: 'https://undertone.example/' })
    expect(await start({ Origin: 'https://undertone.example' })).toBe(200)
    for (const Origin of [url, 'http://undertone.example', 'https://undertone.example:8443', elsewhere])
      expect(await start({ Origin })).toBe(403)
  })

  // Another name that leads to this machine makes every page under it "same-origin".
  it('no page of another address may by being of the address that it asks', async () => {
    const { start } = await setUp({ PUBLIC_ORIGIN: 'https://undertone.example' })
    expect(
      await start({ Origin: elsewhere, Host: 'elsewhere.example', 'Sec-Fetch-Site': 'same-origin' }),
    ).toBe(403)
  })
})

describe('behind a proxy that asks for another host than the page did', () => {
  const forwarded = { 'X-Forwarded-Host': 'undertone.example' }
  const origin = 'https://undertone.example'

  it.each(['1', 'true', 'loopback'])(
    'with TRUST_PROXY=%s the page’s own host is what it says',
    async (trust) => {
      const { url, id, start } = await setUp({ TRUST_PROXY: trust })
      expect(await start({ Origin: origin, ...forwarded })).toBe(200)
      expect(await start({ Origin: elsewhere, ...forwarded })).toBe(403)
      expect(await start({ Origin: origin, 'X-Forwarded-Host': 'undertone.example, inside.example' })).toBe(
        200,
      )
      await readyMicrophone(url, id, { origin, headers: forwarded })
      const foreign = connectMicrophone(url, id, { origin: elsewhere, headers: forwarded })
      expect(await foreign.closed).toBe(audioCloseCode.forbidden)
    },
  )

  it('without TRUST_PROXY nothing is believed', async () => {
    const { url, id, start } = await setUp()
    expect(await start({ Origin: origin, ...forwarded })).toBe(403)
    const microphone = connectMicrophone(url, id, { origin, headers: forwarded })
    expect(await microphone.closed).toBe(audioCloseCode.forbidden)
  })

  it('and doesn’t say so, the browser’s own word is taken for it', async () => {
    const { start } = await setUp()
    expect(await start({ Origin: origin, 'Sec-Fetch-Site': 'same-origin' })).toBe(200)
    expect(await start({ Origin: origin, 'Sec-Fetch-Site': 'cross-site' })).toBe(403)
    expect(await start({ Origin: origin, 'Sec-Fetch-Site': 'same-site' })).toBe(403)
  })
})
