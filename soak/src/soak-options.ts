import { parseArgs } from 'node:util'
import { z } from 'zod/mini'

const optionsSchema = z.object({
  /** How long the clients live flakily. */
  minutes: z.coerce.number().check(z.positive()),
  sessions: z.coerce.number().check(z.int(), z.positive()),
  seed: z.coerce.number().check(z.int()),
})
export type SoakOptions = z.infer<typeof optionsSchema>

/** `--minutes` (or SOAK_MINUTES), `--sessions` and `--seed`. Throws on anything else. */
export function readSoakOptions(
  args: readonly string[],
  env: Record<string, string | undefined>,
): SoakOptions {
  const { values } = parseArgs({
    args: [...args],
    options: { minutes: { type: 'string' }, sessions: { type: 'string' }, seed: { type: 'string' } },
  })
  return optionsSchema.parse({
    minutes: values.minutes ?? env['SOAK_MINUTES'] ?? 10,
    sessions: values.sessions ?? 200,
    seed: values.seed ?? Math.floor(Math.random() * 2 ** 31),
  })
}
