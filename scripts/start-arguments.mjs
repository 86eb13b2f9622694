import { StartError } from './start-error.mjs'

/**
 * Reads what stands behind `start`.
 * @throws StartError where it isn't known
 */
export function startArguments(args) {
  // Some shells and runners pass their separator on.
  const given = args.filter((arg) => arg !== '--')
  const unknown = given.find((arg) => arg !== '--phone')
  if (unknown !== undefined)
    throw new StartError(
      `start doesn't know "${unknown}". It takes nothing, or --phone to be opened from a phone.`,
    )
  return { phone: given.length > 0 }
}
