import { launchRedis } from '../../apps/server/test/support/redis-process.ts'
import { toneEvent } from '../../apps/server/test/support/tone.ts'
import { openQuietStore } from './quiet-store.ts'
import { openRedisFigures } from './redis-figures.ts'
import { row, type Row } from './table.ts'

const events = 1_000
const others = 200

/** What is asked of Redis from outside, and what its scripts do inside, counted on two nodes that do nothing else. */
export async function countRoundTrips(): Promise<Row[]> {
  const redis = await launchRedis()
  const [speaking, watching] = [await openQuietStore(redis.url), await openQuietStore(redis.url)]
  const figures = await openRedisFigures(redis.port)

  async function counted(
    name: string,
    times: number,
    act: (n: number) => Promise<unknown>,
    goal = '',
  ): Promise<Row> {
    // The first time, a script is sent whole.
    await act(-1)
    const before = await figures.read()
    for (let n = 0; n < times; n++) await act(n)
    const after = await figures.read()
    const calls = [...after.calls]
      .map(([command, all]) => ({ command, each: (all - (before.calls.get(command) ?? 0)) / times }))
      .filter(({ command, each }) => each > 0 && command !== 'info')
    const [outside, inside] = [calls.filter(isAsked), calls.filter((call) => !isAsked(call))]
    return row(
      name,
      `${total(outside)} (${named(outside)}), which ran ${total(inside)} (${named(inside)})`,
      goal,
    )
  }

  try {
    const ids: string[] = []
    for (let n = 0; n <= others; n++)
      ids.push((await speaking.create({ elcor: false, idleTtlMs: 900_000 })).id)
    const idOf = (n: number) => ids[n + 1] ?? ''
    let heard = () => {}
    const told = { spoke() {}, microphoneTaken() {}, broken() {}, removed() {} }
    watching.listen({ ...told, appended: () => heard() })
    const joined = new Map<number, string>()
    return [
      await counted('create', 100, () => speaking.create({ elcor: false, idleTtlMs: 900_000 })),
      await counted('find', others, (n) => watching.find(idOf(n))),
      await counted('join, with its subscription', others, async (n) => {
        joined.set(n, (await watching.join(idOf(n), null))?.watcherId ?? '')
      }),
      await counted(
        'an event, from one node to another',
        events,
        async () => {
          const arrived = new Promise<void>((resolve) => (heard = resolve))
          await speaking.append(idOf(0), toneEvent({ session_id: idOf(0) }))
          await arrived
        },
        '1 from outside',
      ),
      await counted('leave, the last one', others, (n) => watching.leave(idOf(n), joined.get(n) ?? '')),
    ]
  } finally {
    figures.close()
    await Promise.all([speaking.close(), watching.close()])
    await redis.remove()
  }
}

interface Call {
  readonly command: string
  readonly each: number
}

function isAsked({ command }: Call): boolean {
  return ['evalsha', 'eval', 'ssubscribe', 'sunsubscribe', 'ping'].includes(command)
}

function total(calls: readonly Call[]): number {
  return rounded(calls.reduce((sum, { each }) => sum + each, 0))
}

function named(calls: readonly Call[]): string {
  return calls.map(({ command, each }) => `${rounded(each)} ${command}`).join(', ')
}

function rounded(value: number): number {
  return Number(value.toFixed(3))
}
