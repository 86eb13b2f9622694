import { launchRedis } from '../../apps/server/test/support/redis-process.ts'
import { startNode, type Node } from './node.ts'
import { noRedisFigures, openRedisFigures, type RedisFigures } from './redis-figures.ts'
import type { Speech, Spoken } from './speaker.ts'
import { startWatchers, type Watchers } from './watchers.ts'

export interface Files {
  readonly node: string
  readonly watchers: string
}

export interface FieldOptions {
  files: Files
  nodes: number
  sessions: number
  /** With `deployed` as in deploy/compose.yaml; null: one node that keeps sessions in its memory. */
  redis: 'deployed' | 'volatile' | null
}

const redisOptions = {
  deployed: { persistent: true, settings: ['--appendfsync', 'everysec'] },
  volatile: {},
}

/** Nodes, their Redis, and one stream on each session: watched on one node, spoken into on the next one. */
export interface Field {
  readonly nodes: readonly Node[]
  /** For each node, the sessions that are spoken into there. */
  readonly spokenInto: readonly (readonly string[])[]
  readonly watchers: Watchers
  readonly figures: RedisFigures
  remove(): Promise<void>
}

export async function openField({ files, nodes: count, sessions, redis }: FieldOptions): Promise<Field> {
  const server = redis === null ? null : await launchRedis(redisOptions[redis])
  const starting = Array.from({ length: count }, () => startNode(files.node, server?.url ?? null))
  const nodes = await Promise.all(starting)
  const watchers = startWatchers(files.watchers)
  const ids = (await nodes[0]?.create(sessions)) ?? []
  const nodeOf = (at: number) => nodes[at % count]?.url ?? ''
  await watchers.open(ids.map((id, at) => `${nodeOf(at)}/session/${id}/stream`))
  const figures = server ? await openRedisFigures(server.port) : noRedisFigures
  return {
    nodes,
    spokenInto: nodes.map((_, node) => ids.filter((_id, at) => (at + 1) % count === node)),
    watchers,
    figures,
    async remove() {
      figures.close()
      await watchers.stop()
      await Promise.all(nodes.map((node) => node.stop()))
      await server?.remove()
    },
  }
}

/** All nodes at once; `perS` is what they say together. */
export async function speakAll(
  { nodes, spokenInto }: Field,
  { what, perS, forMs }: Omit<Speech, 'ids'>,
): Promise<Spoken> {
  const each = await Promise.all(
    nodes.map((node, at) =>
      node.speak({ what, ids: spokenInto[at] ?? [], perS: perS / nodes.length, forMs }),
    ),
  )
  return {
    events: each.reduce((sum, { events }) => sum + events, 0),
    tookMs: Math.max(...each.map(({ tookMs }) => tookMs)),
  }
}

export function pause(forMs: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, forMs))
}
