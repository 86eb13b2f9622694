import { count, times, us } from '../support/format.ts'
import { isShort } from '../support/options.ts'
import type { Row } from '../support/report.ts'
import { median } from '../support/statistics.ts'
import { startClient, type Called, type Client } from './client.ts'
import { startServer, type MeasuredServer } from './server.ts'

const connections = 32
const [callsEach, warmUps, rounds] = isShort ? [200, 1, 1] : [6_000, 2, 7]
const leastShare = 0.75
const calls = ['start', 'get', 'end'] as const
type Call = (typeof calls)[number]

interface Files {
  readonly server: string
  readonly bare: string
  readonly client: string
}

interface Cost {
  /** From the first request to the last answer. */
  readonly wallMs: number
  /** The server's CPU time. */
  readonly cpuMs: number
}

/** `bare` answers with an ETag, as Express does unless it is told not to; `plain` without one, as ours does. */
interface Round {
  readonly ours: Record<Call, Cost>
  readonly bare: Record<Call, Cost>
  readonly plain: Record<Call, Cost>
}

/** All servers by turns, each alone on its core while it is asked. */
export async function measureCalls(files: Files): Promise<Row[]> {
  const client = startClient(files.client)
  const ours = await startServer(files.server, {
    PORT: '0',
    MAX_SESSIONS: '100000',
    // Whoever calls is counted as a stranger is, and never refused.
    UNLIMITED_ADDRESSES: 'none',
    MAX_STARTS_PER_MINUTE: '1000000000',
    LOG_LEVEL: 'error',
  })
  const bare = await startServer(files.bare, {})
  const plain = await startServer(files.bare, { WITHOUT_ETAG: 'yes' })
  const rounded: Round[] = []
  try {
    for (let n = -warmUps; n < rounds; n++) {
      const round = {
        ours: await callAll(client, ours),
        bare: await callAll(client, bare),
        plain: await callAll(client, plain),
      }
      if (n >= 0) rounded.push(round)
    }
  } finally {
    await Promise.all([client, ours, bare, plain].map((each) => each.stop()))
  }
  return [...calls.map((call) => rowOf(call, [call], rounded)), rowOf('all three', calls, rounded)]
}

async function callAll(client: Client, server: MeasuredServer): Promise<Record<Call, Cost>> {
  await client.connect(server.port, connections)
  const cost = async (call: () => Promise<Called>): Promise<Cost> => {
    const before = await server.cpuMs()
    const { wallMs } = await call()
    return { wallMs, cpuMs: (await server.cpuMs()) - before }
  }
  return {
    start: await cost(() => client.start(callsEach)),
    get: await cost(client.get),
    end: await cost(client.end),
  }
}

function rowOf(name: string, asked: readonly Call[], rounds: readonly Round[]): Row {
  const sum = (round: Record<Call, Cost>, part: keyof Cost) =>
    asked.reduce((total, call) => total + round[call][part], 0)
  const medianOf = (of: (round: Round) => number) => median(rounds.map(of))
  const perS = (who: keyof Round) =>
    medianOf((round) => (1000 * callsEach * asked.length) / sum(round[who], 'wallMs'))
  const cpu = (who: keyof Round) =>
    us(medianOf((round) => (1000 * sum(round[who], 'cpuMs')) / (callsEach * asked.length)))
  const share = (who: keyof Round, part: keyof Cost) =>
    medianOf((round) => sum(round[who], part) / sum(round.ours, part))
  const shares = (who: keyof Round) => `${times(share(who, 'wallMs'))} (CPU ${times(share(who, 'cpuMs'))})`
  return {
    what: `calls a second, ${name}`,
    figure: `${count(perS('ours'))}, CPU ${cpu('ours')} each`,
    peer: `bare Express ${count(perS('bare'))}, CPU ${cpu('bare')}; without ETag ${count(perS('plain'))}, ${cpu('plain')}`,
    ratio: `${shares('bare')}; ${shares('plain')}`,
    goal: `≥ ${times(leastShare)}`,
    // Of the two the one that does less.
    met: share('plain', 'wallMs') >= leastShare,
  }
}
