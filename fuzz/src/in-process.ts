import { z } from 'zod/mini'
import { inProcessTarget } from './in-process-targets.ts'
import { targetNameSchema } from './target-names.ts'
import type { Outcome } from './target.ts'
import { usedBytes } from './usage.ts'

/** One target in a process of its own, which may die of it. The parent learns how it went. */
const [name, cases, seed, path] = process.argv.slice(2)
const target = await inProcessTarget(targetNameSchema.parse(name))
const about = { seed: z.coerce.number().parse(seed), path: path === '' ? undefined : path }
const many = z.coerce.number().parse(cases)

/** Of what was held after the first cases; more than this is growth. */
const mostGrowth = 0.2
const mostGrowthBytes = 5e6

const stray: unknown[] = []
process.on('unhandledRejection', (error) => stray.push(error))
process.on('uncaughtException', (error) => stray.push(error))

// Whatever is loaded or compiled late would look like growth.
await target.run({ cases: Math.ceil(many / 20), seed: about.seed, path: undefined })
const before = await usedBytes()
const outcome = await target.run({ ...about, cases: many })
const after = await usedBytes()

const failure = outcome.failure ?? strayFault() ?? growth()
process.send?.({ ...outcome, failure } satisfies Outcome)
process.disconnect?.()

function strayFault(): string | null {
  const [first] = stray
  if (first === undefined) return null
  return `An error that nobody caught, in one of the cases of seed ${seed}: ${first instanceof Error ? first.stack : String(first)}`
}

function growth(): string | null {
  const isGrown = after > before * (1 + mostGrowth) + mostGrowthBytes
  return isGrown ? `It has grown, from ${before} to ${after} bytes.` : null
}
