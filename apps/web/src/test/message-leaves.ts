/** Every word of `messages`, with its path; functions as what they say of `args`, as in `notices.away`. */
export interface MessageLeaf {
  readonly path: string
  readonly text: string
  /** How many things are said of; null where the words are always the same. */
  readonly parameters: number | null
}

/** All that `messages` can say: functions are asked with `argsFor` their path. */
export function messageLeaves(
  messages: unknown,
  argsFor: (path: string) => readonly unknown[],
  path = '',
): MessageLeaf[] {
  if (typeof messages === 'string') return [{ path, text: messages, parameters: null }]
  if (typeof messages === 'function') {
    const text = String(Reflect.apply(messages, undefined, argsFor(path)))
    return [{ path, text, parameters: messages.length }]
  }
  return Object.entries(messages ?? {}).flatMap(([key, value]) =>
    messageLeaves(value, argsFor, path ? `${path}.${key}` : key),
  )
}
