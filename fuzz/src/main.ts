import { forkTarget } from './fork-target.ts'
import { readFuzzOptions } from './fuzz-options.ts'
import { runNetwork, type NetworkRun } from './server/network-run.ts'
import { shareCases } from './share-cases.ts'
import { networkTargets, type TargetName } from './target-names.ts'
import type { Outcome, Wanted } from './target.ts'

const { cases, seed, path, targets } = readFuzzOptions(process.argv.slice(2))
const say = (text: string) => void process.stdout.write(`${text}\n`)
const count = (many: number) => many.toLocaleString('en-GB')
/** A thousand cases of the dearest take less than a minute on a machine that does other things too. */
const longestMs = 120_000 + cases * 6

say(`${count(cases)} cases of ${targets.join(', ')}, seed ${seed}`)
const startedMs = performance.now()
const shares = shareCases(cases, targets)
const wanted = new Map(
  [...shares].map(([name, many]): [TargetName, Wanted] => [name, { cases: many, seed, path }]),
)
const nothing: NetworkRun = { outcomes: [], lines: [], failures: [] }
const isWanted = (isNetwork: boolean) => targets.filter((name) => networkTargets.includes(name) === isNetwork)

const [network, alone] = await Promise.all([
  isWanted(true).length > 0
    ? runNetwork(new Map([...wanted].filter(([name]) => networkTargets.includes(name))))
    : nothing,
  runAlone(),
])
const outcomes = [...network.outcomes, ...alone]
for (const { name, cases: many, lastedMs, failure } of outcomes)
  say(
    `${failure === null ? 'ok    ' : 'FAILED'} ${name}: ${count(many)} cases, ${(lastedMs / 1000).toFixed(1)} s`,
  )
network.lines.forEach(say)
const failures = [
  ...outcomes.flatMap(({ name, failure }) => (failure === null ? [] : [`${name}: ${failure}`])),
  ...network.failures,
]
failures.forEach((failure) => say(`\n${failure}`))
const made = outcomes.reduce((sum, { cases: many }) => sum + many, 0)
say(
  `${count(made)} cases in ${((performance.now() - startedMs) / 1000).toFixed(1)} s, seed ${seed}: ${failures.length} findings`,
)
// Sockets that were reset may keep Node 20 busy for ever.
process.exit(failures.length === 0 ? 0 : 1)

/** One after the other: the network's cases take the other core. */
async function runAlone(): Promise<Outcome[]> {
  const done: Outcome[] = []
  for (const name of isWanted(false)) {
    const about = wanted.get(name)
    if (about) done.push(await forkTarget(name, about, longestMs))
  }
  return done
}
