import { parseArgs } from 'node:util'
import { z } from 'zod/mini'

const optionsSchema = z.object({
  minutes: z.coerce.number().check(z.positive()),
  /** What happens where more come than can be held, instead. */
  overload: z.boolean(),
})
export type LoadOptions = z.infer<typeof optionsSchema>

/** `--minutes` (30; 5 with `--short`) and `--overload`. Throws on anything else. */
export function readLoadOptions(args: readonly string[]): LoadOptions {
  const { values } = parseArgs({
    args: [...args],
    options: { minutes: { type: 'string' }, short: { type: 'boolean' }, overload: { type: 'boolean' } },
  })
  return optionsSchema.parse({
    minutes: values.minutes ?? (values.short ? 5 : 30),
    overload: values.overload ?? false,
  })
}
