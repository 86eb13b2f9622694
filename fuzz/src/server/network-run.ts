import { must } from '../must.ts'
import type { Outcome, Target, Wanted } from '../target.ts'
import type { TargetName } from '../target-names.ts'
import { createHttpTarget } from '../targets/http.ts'
import { createSseTarget } from '../targets/sse.ts'
import { createWebSocketTarget } from '../targets/websocket.ts'
import { sessionIdleS, startFuzzedServer, type FuzzedServer, type Holding } from './fuzzed-server.ts'
import { startNeighbour } from './neighbour.ts'
import { createSessions } from './sessions.ts'

export interface NetworkRun {
  readonly outcomes: readonly Outcome[]
  /** What the server was like, in a line each. */
  readonly lines: readonly string[]
  readonly failures: readonly string[]
}

/** Of what the server held after the first cases; the rest of them may add no more than this. */
const mostGrowth = 0.1
const mostGrowthBytes = 3e6

/** Fuzzes the real server over the network, with a well-behaved client beside, and weighs it before and after. */
export async function runNetwork(wanted: ReadonlyMap<TargetName, Wanted>): Promise<NetworkRun> {
  const server = await startFuzzedServer()
  const lines: string[] = []
  const failures: string[] = []
  let outcomes: Outcome[] = []
  try {
    // Whatever is loaded or compiled late would look like growth.
    await fuzzAll(server, warmUp(wanted), failures, () => {})
    const before = await quietHolding(server)
    outcomes = await fuzzAll(server, wanted, failures, (line) => lines.push(line))
    const after = await quietHolding(server, before.descriptors)
    lines.push(
      `server: ${megabytes(before)} → ${megabytes(after)} MB, ${before.descriptors} → ${after.descriptors} descriptors`,
    )
    if (after.descriptors > before.descriptors) failures.push('Descriptors were left open')
    if (after.usedBytes > before.usedBytes * (1 + mostGrowth) + mostGrowthBytes)
      failures.push('The server has grown')
    await server.stop()
  } catch (error) {
    failures.push(String(error))
  }
  if (server.complaints()) failures.push(`The server complained:\n${server.complaints().slice(0, 4_000)}`)
  return { outcomes, lines, failures }
}

/** The first cases of each target. */
function warmUp(wanted: ReadonlyMap<TargetName, Wanted>): Map<TargetName, Wanted> {
  return new Map(
    [...wanted].map(([name, { cases, seed }]) => [
      name,
      { cases: 60 + Math.ceil(cases / 20), seed, path: undefined },
    ]),
  )
}

async function fuzzAll(
  server: FuzzedServer,
  wanted: ReadonlyMap<TargetName, Wanted>,
  failures: string[],
  say: (line: string) => void,
): Promise<Outcome[]> {
  const sessions = createSessions(server.port)
  const neighbour = await startNeighbour(server.url)
  const targets: Target[] = [
    createHttpTarget({ server, sessions }),
    createSseTarget({ server, spoken: neighbour }),
    createWebSocketTarget({ server, sessions }),
  ]
  const runs = targets.flatMap((target) => {
    const about = wanted.get(target.name)
    return about ? [target.run(about)] : []
  })
  const outcomes = await Promise.all(runs)
  sessions.close()
  try {
    const { answers, slowestMs, events } = await neighbour.stop()
    say(
      `beside it a well-behaved client got ${answers} answers, the slowest in ${Math.round(slowestMs)} ms, and ${events} events`,
    )
  } catch (error) {
    failures.push(String(error))
  }
  return outcomes
}

/** Once nothing is going on any more: sessions that were left behind expire, sockets that wait for nobody close. */
async function quietHolding(server: FuzzedServer, descriptors = 0): Promise<Holding> {
  await new Promise((resolve) => setTimeout(resolve, (1.5 * sessionIdleS + 1) * 1_000))
  for (let attempt = 0; ; attempt++) {
    const held = await server.holding()
    must(held.usedBytes > 0, 'A server that weighs nothing')
    if (attempt === 10 || descriptors === 0 || held.descriptors <= descriptors) return held
    await new Promise((resolve) => setTimeout(resolve, 1_000))
  }
}

const megabytes = ({ usedBytes }: Holding) => (usedBytes / 1e6).toFixed(1)
