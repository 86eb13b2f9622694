/** Throws, with what was found, unless `isSo`. */
export function must(isSo: boolean, what: string, found: unknown = ''): asserts isSo {
  if (!isSo)
    throw new Error(`${what}: ${typeof found === 'string' ? found : JSON.stringify(found, mapAsObject)}`)
}

function mapAsObject(_: string, value: unknown): unknown {
  return value instanceof Map ? Object.fromEntries(value) : value
}
