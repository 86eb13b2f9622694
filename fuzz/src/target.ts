import fc from 'fast-check'
import type { TargetName } from './target-names.ts'

export interface Wanted {
  readonly cases: number
  readonly seed: number
  /** Way to one case, as a failure prints it. */
  readonly path: string | undefined
}

export interface Outcome {
  readonly name: TargetName
  readonly cases: number
  readonly lastedMs: number
  /** The smallest case that broke a promise, and which one; null where none did. */
  readonly failure: string | null
}

export interface Target {
  readonly name: TargetName
  run(wanted: Wanted): Promise<Outcome>
}

export interface TargetOptions<T> {
  readonly name: TargetName
  readonly cases: fc.Arbitrary<T>
  /** How many cases are under way at once. */
  readonly lanes: number
  /** Throws where `value` breaks a promise. */
  readonly check: (value: T) => Promise<void> | void
}

/** A smaller case is looked for no longer than this: where nothing answers, each attempt takes its whole time. */
const longestShrinkMs = 30_000
/** A case printed at greater length helps nobody. */
const longestReport = 6_000

/** Makes cases, checks them, and of those that break a promise finds the smallest. The same seed makes the same cases. */
export function createTarget<T>({ name, cases, lanes, check }: TargetOptions<T>): Target {
  async function runLane(numRuns: number, seed: number, path: string | undefined): Promise<string | null> {
    let failedAtMs = Infinity
    const property = fc.asyncProperty(cases, async (value) => {
      if (performance.now() - failedAtMs > longestShrinkMs) return
      try {
        await check(value)
      } catch (error) {
        failedAtMs = Math.min(failedAtMs, performance.now())
        throw error
      }
    })
    const found = await fc.check(property, { numRuns, seed, ...(path === undefined ? {} : { path }) })
    if (!found.failed) return null
    const report = String(fc.defaultReportMessage(found)).slice(0, longestReport)
    return `${whyOf(found.errorInstance)}\n${report}\nAgain: pnpm fuzz ${name} --seed ${seed} --path ${found.counterexamplePath}`
  }

  return {
    name,
    async run({ cases: wanted, seed, path }) {
      const startedMs = performance.now()
      const many = path === undefined ? Math.min(lanes, wanted) : 1
      const each = Math.ceil(wanted / many)
      const failures = await Promise.all(
        Array.from({ length: many }, (_, lane) => runLane(each, seed + lane, path)),
      )
      const failure = failures.find((found) => found !== null) ?? null
      return { name, cases: each * many, lastedMs: performance.now() - startedMs, failure }
    },
  }
}

function whyOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}
