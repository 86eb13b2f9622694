import { parseArgs } from 'node:util'
import { z } from 'zod/mini'
import { targetNameSchema, type TargetName } from './target-names.ts'

const optionsSchema = z.object({
  /** Of all targets together. */
  cases: z.coerce.number().check(z.int(), z.positive()),
  seed: z.coerce.number().check(z.int()),
  /** Way to one case of one target, as a failure prints it. */
  path: z.optional(z.string()),
  targets: z.array(targetNameSchema),
})

export interface FuzzOptions extends z.infer<typeof optionsSchema> {
  readonly targets: TargetName[]
}

/** `--cases`, `--seed`, `--path`, and the targets, all of them where none is named. Throws on anything else. */
export function readFuzzOptions(args: readonly string[]): FuzzOptions {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { cases: { type: 'string' }, seed: { type: 'string' }, path: { type: 'string' } },
  })
  return optionsSchema.parse({
    cases: values.cases ?? 100_000,
    seed: values.seed ?? Math.floor(Math.random() * 2 ** 31),
    path: values.path,
    targets: positionals.length > 0 ? positionals : targetNameSchema.options,
  })
}
