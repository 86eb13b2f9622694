import { createFlakyProxy } from '@undertone/flaky-proxy'
import { launchRedis } from '../../../apps/server/test/support/redis-process.ts'
import { findOrInstall } from '../../../scripts/find-or-install.mjs'
import { fork } from '../couple.ts'
import { createRandom } from '../random.ts'
import { formatRows } from '../report.ts'
import { until } from '../until.ts'
import { readChaosOptions } from './chaos-options.ts'
import { chaosRows, formatChaosActivity, type Chaos } from './chaos-report.ts'
import { runChaosRound } from './chaos-round.ts'
import { startCluster } from './cluster.ts'
import { createLedger } from './ledger.ts'
import { createLogLines } from './log-lines.ts'
import { createMicrophones } from './microphones.ts'
import type { NodeRun } from './node-process.ts'
import { fullPace, shortPace } from './pace.ts'
import { createReapings } from './reapings.ts'
import { createRedisScale } from './redis-scale.ts'
import { createTroubles } from './troubles.ts'

const { minutes, nodes: size, sessions, seed } = readChaosOptions(process.argv.slice(2))
const pace = minutes < 5 ? shortPace : fullPace
/** After Redis is back, so long until each node knows. */
const reachedAgainMs = 3_000
/** A node that was held still has a backlog of sound; it is worked through once nothing new came of it for so long. */
const quietMs = 2_000
const settleMs = 60_000

const say = (text: string) => void process.stdout.write(`${text}\n`)
say(`${size} nodes, ${sessions} sessions, two flaky clients each, ${minutes} min, seed ${seed}`)

process.env['REDIS_SERVER_PATH'] = findOrInstall('redis-server')
const faketime = findOrInstall('faketime')
const random = createRandom(seed)
const nowMs = () => performance.now()
const troubles = createTroubles(nowMs)
const ledger = createLedger(nowMs)
const microphones = createMicrophones(troubles, nowMs)
const patrol = setInterval(microphones.look, 500)
const lines = createLogLines(troubles, nowMs)
const redis = await launchRedis({ persistent: true })
const reapings = createReapings(redis.port)
const scale = createRedisScale(redis.port)
const empty = await scale.bytes()

const cluster = await startCluster({
  size,
  redisPort: redis.port,
  idleTtlS: pace.idleTtlS,
  streamMaxAgeS: pace.streamMaxAgeS,
  faketime,
  random: fork(random),
  onTale(run, tale) {
    ledger.take(run, tale)
    microphones.take(run, tale)
  },
  onLine: lines.take,
})
const { nodes, front } = cluster
// Nothing stays behind of a run that is broken off, what is held still included.
process.once('exit', () => void [...nodes.map((node) => node.kill()), redis.kill('SIGKILL')])
process.once('SIGINT', () => process.exit(1))
process.once('SIGTERM', () => process.exit(1))
const proxies = await Promise.all(
  Array.from({ length: sessions * 2 }, () => createFlakyProxy({ targetPort: front.port })),
)
const beganAtMs = nowMs()
let full = 0
let unneeded = 0
const round = await runChaosRound({
  url: front.url,
  proxies,
  random: fork(random),
  lifeMs: minutes * 60_000,
  settleMs,
  harm: { nodes, redis, troubles, random: fork(random), pace },
  onHarm: (name) => say(`${((nowMs() - beganAtMs) / 1000).toFixed(0).padStart(5)} s  ${name}`),
  onStarted: reapings.watch,
  onFault: lines.fault,
  onSilence: async () => void (await until(() => ledger.isQuiet(quietMs), settleMs)),
  async onSettled() {
    full = await scale.bytes()
    unneeded += await countUnneeded()
  },
})
const { couples } = round
const prints = new Map(couples.map(({ sessionId, truth }) => [sessionId, truth]))
const audit = ledger.audit(
  [...prints.keys()],
  (id) => {
    const truth = prints.get(id)
    return Array.from({ length: truth?.head() ?? 0 }, (_, index) => truth?.fingerprint(index + 1) ?? '')
  },
  couldHandOver,
)
const keysLeft = await scale.keys()
await until(async () => (await held()) === 0, 10_000)
unneeded += await countUnneeded()
const stats = await Promise.all(nodes.map((node) => node.stats()))
const after = await scale.bytes()
await Promise.all(proxies.map((proxy) => proxy.close()))
clearInterval(patrol)
await cluster.stop()
reapings.close()
scale.close()
await redis.remove()

const chaos: Chaos = {
  round,
  audit,
  forgotten: couples.reduce((sum, { truth }) => sum + truth.forgotten(), 0),
  reaped: {
    twice: [...reapings.ends().values()].filter((times) => times > 1).length,
    toldAgain: ledger.toldAgain(),
    unseen: reapings.watched() - reapings.ends().size,
  },
  stats,
  keysLeft,
  unneeded,
  staleMicrophones: microphones.stale(),
  errors: lines.unexpected(),
  memory: { empty, full, after },
  activity: {
    given: nodes.map(({ name, port }) => ({ name, connections: front.given()[port] ?? 0 })),
    runs: ledger.runs(),
    swept: ledger.swept(),
    expiredSeen: reapings.expired(),
    expectedErrors: lines.expected(),
    clocksAheadS: stats.map(({ dateMs }) => Math.round((dateMs - Date.now()) / 1_000)),
  },
}
const rows = chaosRows(chaos)
say(formatRows(rows))
say(formatChaosActivity(chaos))
for (const line of [...round.faults, ...lines.kinds()].slice(0, 40)) say(line)
process.exit(rows.every(({ isRight }) => isRight) ? 0 : 1)

async function held(): Promise<number> {
  const all = await Promise.all(nodes.map((node) => node.stats()))
  return all.reduce(
    (sum, { streams, microphones, classifiers }) => sum + streams + microphones + classifiers,
    0,
  )
}

/** What is let go of is on its way for a moment. */
async function countUnneeded(): Promise<number> {
  let found = 0
  await until(async () => {
    const all = await Promise.all(nodes.map((node) => node.stats()))
    const needed = all.reduce((sum, { sessions: held }) => sum + held, 0)
    found = (await scale.subscriptions()) - reapings.watched() - needed
    return found === 0
  }, 5_000)
  return Math.abs(found)
}

function couldHandOver({ endingAtMs, goneAtMs }: NodeRun): boolean {
  return !troubles.met('Redis', endingAtMs - reachedAgainMs, goneAtMs)
}
