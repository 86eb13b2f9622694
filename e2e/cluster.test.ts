import { historySchema } from '@undertone/shared'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { watchProtocols } from './support/cluster-page.ts'
import { speakThrough } from './support/cluster-speaker.ts'
import { launchCluster, proxyNames, type Cluster, type ClusterNode } from './support/cluster.ts'
import { endSession, pressStart } from './support/conversation.ts'
import { expectNeverSaid, expectNothingLost, expectPhase, hear, heardIds } from './support/heard.ts'
import { comeBack, hide, sessionIdOf, usePhone } from './support/phone.ts'
import { launchRedis } from './support/redis.ts'

const phone = usePhone()

describe.each(proxyNames)('two nodes behind %s', (name) => {
  it('hold one conversation, whichever of them goes, and a phone that comes back notices nothing', async () => {
    const redis = await launchRedis()
    const cluster = await launchCluster(name, { nodes: 2, env: { REDIS_URL: redis.url } })
    const { proxy } = cluster
    const page = await phone.open(proxy.url, { ignoreHTTPSErrors: true })
    const protocols = await watchProtocols(page)
    await pressStart(page)
    await hear(page, 1)
    expect(await protocols.page()).toBe('h2')
    expect(protocols.streams()).toEqual(['h2'])

    // The screen goes dark, the node that held the stream goes, and somebody else is heard meanwhile.
    const id = await sessionIdOf(page)
    await hide(page)
    await expectPhase(page, 'hidden')
    const left = await streamedBy(cluster)
    await left.stop()
    await speakThrough(proxy.url, id, 2.5)
    const { head } = await historyOf(page, proxy.url, id)
    expect(head).toBeGreaterThan((await heardIds(page)).at(-1) ?? 0)
    await comeBack(page)
    await expectPhase(page, 'live')
    await hear(page, head + 1)
    expectNothingLost(await heardIds(page))
    await expectNeverSaid(page, 'Trying again')

    // It comes back as another process; now the other one goes, with the page in sight.
    await left.replace()
    const before = (await heardIds(page)).length
    await Promise.all(cluster.nodes.filter((node) => node !== left).map((node) => node.stop()))
    await expect.poll(() => protocols.streams().length, { timeout: 15_000 }).toBeGreaterThan(2)
    await expectPhase(page, 'live')
    await hear(page, before + 1)
    expectNothingLost(await heardIds(page))
    expect(new Set(protocols.streams())).toEqual(new Set(['h2']))
    await expectNeverSaid(page, 'timed out')

    await endSession(page)
    expect((await page.request.get(`${proxy.url}/session/${id}`)).status()).toBe(404)
    expect(proxy.log()).toContain('/session/-/stream')
    expect(proxy.log()).not.toContain(id)
  })
})

/** The node that held the page's last stream, which is over. */
async function streamedBy({ proxy, nodes }: Cluster): Promise<ClusterNode> {
  const address = () => proxy.passed().findLast(({ path }) => path === '/session/-/stream')?.node
  await expect.poll(address).toBeDefined()
  const node = nodes.find((other) => other.address === address())
  if (!node) throw new Error('The stream came from nowhere')
  return node
}

async function historyOf(page: Page, url: string, id: string): Promise<{ head: number }> {
  const answer = await page.request.get(`${url}/session/${id}/history`)
  return historySchema.parse(await answer.json())
}
