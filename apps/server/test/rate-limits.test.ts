import { problemSchema } from '@undertone/shared'
import { describe, expect, it, onTestFinished } from 'vitest'
import { countEverybody, startFrom, startsFrom } from './support/from-address.ts'
import { launchRedis } from './support/redis-process.ts'
import { startTestServer } from './support/test-server.ts'

const [one, other] = ['203.0.113.7', '203.0.113.8']
const threeStarts = { ...countEverybody, MAX_STARTS_PER_MINUTE: '3' }

describe('starts of one address', () => {
  it('are told how many are left, and refused once there were too many in a minute', async () => {
    const { url } = await startTestServer({ env: threeStarts })
    const first = await startFrom(url, one)
    expect(first.headers.get('ratelimit')).toMatch(/^limit=3, remaining=2, reset=\d+$/)
    expect(await startsFrom(url, one, 2)).toEqual([200, 200])
    const refused = await startFrom(url, one)
    const problem = problemSchema.parse(await refused.json())
    expect([refused.status, problem.code]).toEqual([429, 'too_many_requests'])
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
    expect(Number(refused.headers.get('retry-after'))).toBeLessThanOrEqual(60)
    expect(problem.detail).not.toContain('203')
  })

  it('are refused without a look at what they hold', async () => {
    const { url } = await startTestServer({ env: { ...countEverybody, MAX_STARTS_PER_MINUTE: '1' } })
    expect(await startsFrom(url, one, 2, { elcor: 'yes' })).toEqual([422, 429])
  })

  it('are counted by themselves: other addresses and other calls don’t notice', async () => {
    const { url } = await startTestServer({ env: threeStarts })
    expect(await startsFrom(url, one, 5)).toEqual([200, 200, 200, 429, 429])
    expect(await startsFrom(url, other, 3)).toEqual([200, 200, 200])
    const headers = { 'X-Forwarded-For': one }
    expect((await fetch(`${url}/health`, { headers })).status).toBe(200)
    expect((await fetch(`${url}/session/x`, { headers })).status).toBe(404)
  })

  it('are those of a whole subnet in IPv6, which one subscriber has to themselves', async () => {
    const { url } = await startTestServer({ env: threeStarts })
    const addresses = ['2001:db8:0:1200::1', '2001:db8:0:1200::2', '2001:db8:0:12ff::1', '2001:db8:0:1234::1']
    const statuses: number[] = []
    for (const address of addresses) statuses.push((await startFrom(url, address)).status)
    expect(statuses).toEqual([200, 200, 200, 429])
    expect(await startsFrom(url, '2001:db8:0:1300::1', 1)).toEqual([200])
  })

  it('are not counted where the operator sets 0, nor of this machine unless they want it', async () => {
    const unlimited = await startTestServer({ env: { ...threeStarts, MAX_STARTS_PER_MINUTE: '0' } })
    expect(await startsFrom(unlimited.url, one, 5)).toEqual([200, 200, 200, 200, 200])
    const local = await startTestServer({ env: { MAX_STARTS_PER_MINUTE: '1' } })
    for (let n = 0; n < 3; n++) await local.startSession()
    // No proxy is trusted here, so nobody is believed to be somebody else.
    const strict = await startTestServer({ env: { MAX_STARTS_PER_MINUTE: '1', UNLIMITED_ADDRESSES: 'none' } })
    expect((await startFrom(strict.url, one)).status).toBe(200)
    expect((await startFrom(strict.url, other)).status).toBe(429)
  })
})

describe('wrong access codes of one address', () => {
  const env = { ...countEverybody, ACCESS_CODE: 'heron', MAX_WRONG_CODES_PER_MINUTE: '2' }
  const right = { access_code: 'heron' }
  const wrong = { access_code: 'egret' }

  it('are refused after too many, and then the right one is too: nobody learns which it is', async () => {
    const { url } = await startTestServer({ env })
    expect(await startsFrom(url, one, 3, wrong)).toEqual([403, 403, 429])
    const refused = await startFrom(url, one, right)
    expect([refused.status, problemSchema.parse(await refused.json()).code]).toEqual([
      429,
      'too_many_requests',
    ])
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
    expect(await startsFrom(url, other, 3, right)).toEqual([200, 200, 200])
  })

  it('leave it to the starts to say how many are left', async () => {
    const { url } = await startTestServer({ env: { ...env, MAX_STARTS_PER_MINUTE: '3' } })
    const started = await startFrom(url, one, right)
    expect(started.headers.get('ratelimit')).toMatch(/^limit=3, remaining=2,/)
  })

  it('are wrong ones only: neither the right one counts nor none at all', async () => {
    const { url } = await startTestServer({ env })
    expect(await startsFrom(url, one, 4, right)).toEqual([200, 200, 200, 200])
    expect(await startsFrom(url, one, 4)).toEqual([403, 403, 403, 403])
    expect(await startsFrom(url, one, 2, wrong)).toEqual([403, 403])
  })

  it('can’t be tried many at a time instead', async () => {
    const { url } = await startTestServer({ env: { ...env, MAX_STARTS_PER_MINUTE: '0' } })
    const answers = await Promise.all(Array.from({ length: 20 }, () => startFrom(url, one, wrong)))
    expect(answers.filter(({ status }) => status === 403)).toHaveLength(2)
  })
})

describe('with Redis', () => {
  async function setUp(settings: Record<string, string>) {
    const redis = await launchRedis()
    onTestFinished(() => redis.remove())
    const env = { ...threeStarts, ...settings, REDIS_URL: redis.url }
    return { redis, a: await startTestServer({ env }), b: await startTestServer({ env }) }
  }

  it('all nodes count together', async () => {
    const { a, b } = await setUp({ ACCESS_CODE: 'heron', MAX_WRONG_CODES_PER_MINUTE: '1' })
    expect(await startsFrom(a.url, one, 1, { access_code: 'egret' })).toEqual([403])
    expect(await startsFrom(b.url, one, 1, { access_code: 'heron' })).toEqual([429])
    expect(await startsFrom(a.url, other, 2, { access_code: 'heron' })).toEqual([200, 200])
    expect(await startsFrom(b.url, other, 2, { access_code: 'heron' })).toEqual([200, 429])
  })

  it('a count is gone with its window, however often it was added to meanwhile', async () => {
    const { a } = await setUp({})
    const add = () => a.store.hits?.add('starts:nobody', 400)
    const [first, second] = await Promise.all([add(), add()])
    expect([first?.count, second?.count]).toEqual([1, 2])
    expect(second?.leftMs).toBeGreaterThan(0)
    expect(second?.leftMs).toBeLessThanOrEqual(400)
    await expect.poll(async () => (await add())?.count, { timeout: 5_000 }).toBe(1)
  })

  it('each counts by itself while that is away, and nobody is refused for it who wasn’t', async () => {
    const { redis, a, b } = await setUp({})
    expect(await startsFrom(a.url, one, 2)).toEqual([200, 200])
    await redis.kill('SIGKILL')
    await expect.poll(async () => (await fetch(`${b.url}/ready`)).status, { timeout: 10_000 }).toBe(503)
    // There is nowhere to keep a session now, which is what they are told, until it is too many.
    expect(await startsFrom(b.url, one, 4)).toEqual([503, 503, 503, 429])
    expect(await startsFrom(b.url, other, 1)).toEqual([503])
  })
})
