import { createFlakyProxy } from '@undertone/flaky-proxy'
import { createServer } from 'node:net'
import { once } from 'node:events'
import type { Random } from '../random.ts'
import { createFront, type Front } from './front.ts'
import type { NodeTale } from './node-messages.ts'
import { createNodeProcess, type NodeProcess, type NodeRun } from './node-process.ts'
import { createWallClock } from './wall-clock.ts'

/** Nodes of which each has another idea of what the time is, and the proxy before them. */
export interface Cluster {
  readonly nodes: readonly [NodeProcess, ...NodeProcess[]]
  readonly front: Front
  /** Ends it all in order. */
  stop(): Promise<void>
}

export interface ClusterOptions {
  readonly size: number
  readonly redisPort: number
  readonly idleTtlS: number
  readonly streamMaxAgeS: number
  /** Path of the program that gives a process another clock. */
  readonly faketime: string
  readonly random: Random
  readonly onTale: (run: NodeRun, tale: NodeTale) => void
  readonly onLine: (run: NodeRun, line: string) => void
}

const hourS = 3_600

export async function startCluster(options: ClusterOptions): Promise<Cluster> {
  const { redisPort, idleTtlS, streamMaxAgeS, faketime, onTale, onLine } = options
  const env = {
    HOST: '127.0.0.1',
    SESSION_IDLE_TTL_S: String(idleTtlS),
    STREAM_MAX_AGE_S: String(streamMaxAgeS),
  }
  const create = async (name: string, aheadS: number) => {
    const clock = createWallClock(faketime, aheadS)
    const way = await createFlakyProxy({ targetPort: redisPort })
    return createNodeProcess({ name, port: await freePort(), clock, way, env, onTale, onLine })
  }
  const first = await create('A', hourS)
  const nodes: [NodeProcess, ...NodeProcess[]] = [first]
  for (let place = 1; place < options.size; place++) {
    nodes.push(await create(String.fromCharCode(65 + place), place === 1 ? -hourS : 0))
  }
  await Promise.all(nodes.map((node) => node.start()))
  const front = await createFront({ ports: nodes.map(({ port }) => port), random: options.random })
  return {
    nodes,
    front,
    async stop() {
      await Promise.all(nodes.map((node) => node.stop()))
      await front.close()
      for (const { clock, way } of nodes) {
        clock.remove()
        await way.close()
      }
    },
  }
}

async function freePort(): Promise<number> {
  const server = createServer()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  return typeof address === 'object' && address ? address.port : 0
}
