import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { z } from 'zod/mini'
import { targetNameSchema, type TargetName } from './target-names.ts'
import type { Outcome, Wanted } from './target.ts'

const outcomeSchema = z.object({
  name: targetNameSchema,
  cases: z.number(),
  lastedMs: z.number(),
  failure: z.nullable(z.string()),
})

/** Runs a target that needs no server in a process of its own, and ends that where it takes longer than `longestMs`. */
export function forkTarget(
  name: TargetName,
  { cases, seed, path }: Wanted,
  longestMs: number,
): Promise<Outcome> {
  const startedMs = performance.now()
  const child = fork(
    fileURLToPath(new URL('in-process.ts', import.meta.url)),
    [name, String(cases), String(seed), path ?? ''],
    {
      execArgv: ['--expose-gc', '--import', 'tsx'],
    },
  )
  return new Promise((resolve) => {
    const fail = (failure: string) =>
      resolve({ name, cases, lastedMs: performance.now() - startedMs, failure })
    const patience = setTimeout(() => {
      fail(
        `It hangs: no end within ${longestMs / 1000} s. Again: pnpm fuzz ${name} --cases ${cases} --seed ${seed}`,
      )
      child.kill('SIGKILL')
    }, longestMs)
    child.once('message', (message) => resolve(outcomeSchema.parse(message)))
    child.once('exit', (code, signal) => {
      clearTimeout(patience)
      fail(`Its process died: ${code ?? signal}. Again: pnpm fuzz ${name} --seed ${seed}`)
    })
  })
}
