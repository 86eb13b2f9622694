import { createFlakyProxy } from '@undertone/flaky-proxy'
import { createHoldingsScale, type Holdings } from './holdings.ts'
import { cpuMs } from './memory.ts'
import { createRandom } from './random.ts'
import { formatActivity, formatRows, reportRows } from './report.ts'
import { runRound } from './round.ts'
import { startServerProcess } from './server-process.ts'
import { readSoakOptions } from './soak-options.ts'

const { minutes, sessions, seed } = readSoakOptions(process.argv.slice(2), process.env)
const idleTtlS = 90
/** A run that is long anyway waits for everything as it is; a short one puts the server's clock forward. */
const isWhole = minutes >= 10
/** A closing handshake with a dead phone takes half a minute; Node drops a connection without a request after 90 s. */
const longestQuietMs = isWhole ? 100_000 : 40_000

const say = (text: string) => void process.stdout.write(`${text}\n`)
say(`${sessions} sessions, two flaky clients each, ${minutes} min, seed ${seed}`)

const server = await startServerProcess({
  PORT: '0',
  HOST: '127.0.0.1',
  LOG_LEVEL: 'error',
  SESSION_IDLE_TTL_S: String(idleTtlS),
  // Shorter than as shipped, so that streams come of age within two minutes too.
  STREAM_MAX_AGE_S: '60',
})
const targetPort = Number(new URL(server.url).port)
const proxies = await Promise.all(
  Array.from({ length: sessions * 2 }, () => createFlakyProxy({ targetPort })),
)
const common = { server, proxies, random: createRandom(seed), idleTtlMs: idleTtlS * 1000 }
const scale = createHoldingsScale(server, proxies)

const atFirst = await scale.now()
await runRound({ ...common, lifeMs: 6_000, settleMs: 2_000, isRealTime: false })
const before = await scale.once(isQuiet, 2_000)

const beganMs = performance.now()
const cpuAtFirst = { server: before.server.cpuMs, clients: cpuMs() }
const round = await runRound({ ...common, lifeMs: minutes * 60_000, settleMs: 60_000, isRealTime: isWhole })
const lastedMs = performance.now() - beganMs
const cpuAtLast = { server: (await server.stats()).cpuMs, clients: cpuMs() }

const after = await scale.once(isQuiet, longestQuietMs)
await Promise.all(proxies.map((proxy) => proxy.close()))
await server.stop()

const rows = reportRows({ round, atFirst, before, after, isWhole })
say(formatRows(rows))
say(
  formatActivity(round, {
    server: (cpuAtLast.server - cpuAtFirst.server) / lastedMs,
    clients: (cpuAtLast.clients - cpuAtFirst.clients) / lastedMs,
  }),
)
// Left to end by itself, Node 20 now and then spins for ever in freeing sockets that were reset.
process.exit(rows.every(({ isRight }) => isRight) ? 0 : 1)

function isQuiet(now: Holdings): boolean {
  const sockets = now.clientSockets + now.server.sockets + (isWhole ? now.server.unusedSockets : 0)
  return (
    sockets === 0 && now.server.timers <= atFirst.server.timers && now.clientTimers <= atFirst.clientTimers
  )
}
