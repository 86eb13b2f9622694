import { problemSchema, sessionSchema } from '@undertone/shared'
import { describe, expect, it } from 'vitest'
import { connectHttp2, type Answer, type Http2Client } from './support/cluster-client.ts'
import { launchCluster, proxyNames, type ProxyName } from './support/cluster.ts'
import { launchRedis } from './support/redis.ts'

describe.each(proxyNames)('%s', (name) => {
  it('sends a stream on as it comes, as it is, and tells the node at once when somebody leaves', async () => {
    const env = { SESSION_IDLE_TTL_S: '1', PUBLIC_ORIGIN: 'https://undertone.example' }
    const { proxy } = await launchCluster(name, { nodes: 1, env })
    const client = await connectHttp2(proxy.url)
    const id = await startSession(client)
    const stream = await client.openStream(`/session/${id}/stream`)
    // Far less than any buffer holds.
    await expect.poll(stream.text).toContain('event: stream-open')
    expect(stream.headers['content-type']).toBe('text/event-stream; charset=utf-8')
    expect(stream.headers['content-encoding']).toBeUndefined()
    // A header that the proxy had set as well would be there twice.
    expect(stream.headers['strict-transport-security']).toBe('max-age=31536000')
    expect(stream.headers['x-content-type-options']).toBe('nosniff')
    stream.leave()
    // The next ping, which an absence would be noticed by otherwise, is a quarter of a minute away.
    await expect.poll(() => statusOf(client, id), { timeout: 5_000 }).toBe(404)
  })

  it('keeps what the nodes count from whoever asks from outside', async () => {
    const { proxy, nodes } = await launchCluster(name, { nodes: 1 })
    const client = await connectHttp2(proxy.url)
    for (const path of [
      '/metrics',
      '/metrics/',
      '/METRICS',
      '/metrics?a',
      '/%6Detrics',
      '//metrics',
      '/x/../metrics',
    ]) {
      const { status, text } = await client.ask('GET', path)
      expect([path, status, text.includes('undertone_')]).toEqual([path, 404, false])
    }
    expect(await (await fetch(`http://${nodes[0]?.address}/metrics`)).text()).toContain(
      'undertone_subscribers 0',
    )
  })

  it('asks another node where one is gone without a word', async () => {
    const { proxy, nodes } = await launchCluster(name, { nodes: 2 })
    const client = await connectHttp2(proxy.url)
    await many(() => client.ask('GET', '/ready'))
    await expect.poll(() => new Set(proxy.passed().map(({ node }) => node)).size).toBe(2)
    await nodes[0]?.kill()
    expect(await many(() => client.ask('GET', '/ready'))).toEqual([200])
    // Caddy asks again without a body only; for what has one, the node must be known to be gone.
    const start = () => client.ask('POST', '/session/start', '{"idle_ttl_s":300}')
    await expect.poll(() => many(start), { timeout: 2_000, interval: 250 }).toEqual([200])
  })

  it('ties nobody to a node', async () => {
    const { proxy, client } = await openCluster(name)
    const id = await startSession(client)
    expect(await many(() => client.ask('GET', `/session/${id}`))).toEqual([200])
    const nodes = () => proxy.passed().flatMap(({ path, node }) => (path === '/session/-' ? [node] : []))
    await expect.poll(() => new Set(nodes()).size).toBe(2)
  })

  it('without Redis passes on what the nodes say of it, and cuts nothing', async () => {
    const { client, redis } = await openCluster(name)
    const id = await startSession(client)
    const stream = await client.openStream(`/session/${id}/stream`)
    await redis.stop()
    // Twice as long as Caddy takes at most to learn that no node is ready.
    for (let tenth = 0; tenth < 20; tenth++) {
      expectStoreUnavailable(await client.ask('POST', '/session/start'))
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
    expectStoreUnavailable(await client.ask('GET', `/session/${id}`))
    expect(stream.isOpen()).toBe(true)
    await redis.startAgain()
    await expect.poll(() => many(() => client.ask('POST', '/session/start'))).toEqual([200])
  })
})

/** Two nodes that share a Redis. */
async function openCluster(name: ProxyName) {
  const redis = await launchRedis()
  // That Redis is gone is an error to a node, and no news here.
  const env = { REDIS_URL: redis.url, LOG_LEVEL: 'silent' }
  const { proxy } = await launchCluster(name, { nodes: 2, env })
  return { proxy, redis, client: await connectHttp2(proxy.url) }
}

function expectStoreUnavailable({ status, headers, text }: Answer): void {
  expect(status).toBe(503)
  expect(headers['content-type']).toContain('application/problem+json')
  expect(Number(headers['retry-after'])).toBeGreaterThan(0)
  expect(problemSchema.parse(JSON.parse(text)).code).toBe('store_unavailable')
}

/** The statuses that come when it is asked so often at once that every node has its turn. */
async function many(ask: () => Promise<Answer>): Promise<number[]> {
  const answers = await Promise.all(Array.from({ length: 24 }, ask))
  return [...new Set(answers.map(({ status }) => status))]
}

async function startSession(client: Http2Client): Promise<string> {
  const { text } = await client.ask('POST', '/session/start')
  return sessionSchema.parse(JSON.parse(text)).session_id
}

async function statusOf(client: Http2Client, id: string): Promise<number> {
  return (await client.ask('GET', `/session/${id}`)).status
}
