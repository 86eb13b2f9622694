import { parseArgs } from 'node:util'
import { z } from 'zod/mini'

const optionsSchema = z.object({
  /** How long the clients live flakily while everything is harmed. */
  minutes: z.coerce.number().check(z.positive()),
  nodes: z.coerce.number().check(z.int(), z.gte(2)),
  sessions: z.coerce.number().check(z.int(), z.positive()),
  seed: z.coerce.number().check(z.int()),
})
export type ChaosOptions = z.infer<typeof optionsSchema>

/** `--minutes`, `--nodes`, `--sessions` and `--seed`. Throws on anything else. */
export function readChaosOptions(args: readonly string[]): ChaosOptions {
  const option = { type: 'string' } as const
  const { values } = parseArgs({
    args: [...args],
    options: { minutes: option, nodes: option, sessions: option, seed: option },
  })
  return optionsSchema.parse({
    minutes: values.minutes ?? 10,
    nodes: values.nodes ?? 3,
    sessions: values.sessions ?? 100,
    seed: values.seed ?? Math.floor(Math.random() * 2 ** 31),
  })
}
