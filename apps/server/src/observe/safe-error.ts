/** What a log says of an error. */
export interface SafeError {
  type: string
  code?: string
  /** The plain words of its message; `…` stands for whatever else was there. */
  message?: string
  /** Where in the code, innermost first: `serve.js:12:34`. */
  at?: string[]
  cause?: SafeError
  errors?: SafeError[]
}

/** One below the 22 characters of an id, so that none fits. */
const longestWord = 21
const mostWords = 40
const mostPlaces = 8
const mostCauses = 4
const leftOut = '…'

/**
 * An error as a log may hold it. Anything may stand in a message: an id, an address, the body of a request, samples. So
 * nothing is looked for and taken out; what is certain to be a word, a place in the code or a known kind of name stays.
 */
export function safeError(thrown: unknown): SafeError {
  return describe(thrown, mostCauses)
}

function describe(thrown: unknown, causesLeft: number): SafeError {
  if (!(thrown instanceof Error)) return { type: typeof thrown }
  const { name, message, stack, cause } = thrown
  const code = codeOf(thrown)
  const at = placesIn(stack)
  const hasCause = cause !== undefined && causesLeft > 0
  return {
    type: isErrorName(name) ? name : 'Error',
    ...(code === null ? {} : { code }),
    ...(message ? { message: wordsOf(message) } : {}),
    ...(at.length > 0 ? { at } : {}),
    ...(hasCause ? { cause: describe(cause, causesLeft - 1) } : {}),
    ...(thrown instanceof AggregateError && causesLeft > 0
      ? { errors: thrown.errors.slice(0, mostCauses).map((each) => describe(each, causesLeft - 1)) }
      : {}),
  }
}

/** Node's, the system's and the contract's codes: `ERR_INVALID_ARG_TYPE`, `ECONNREFUSED`, `store_unavailable`. */
function codeOf(error: Error): string | null {
  const code: unknown = 'code' in error ? error.code : null
  if (typeof code !== 'string' || !/^[A-Za-z0-9_]+$/.test(code)) return null
  return code.length <= longestWord || /^ERR_[A-Z_]{1,40}$/.test(code) ? code : null
}

/** Names of errors may be long: `SocketClosedUnexpectedlyError`. */
function isErrorName(name: unknown): name is string {
  return typeof name === 'string' && /^[A-Za-z]{0,40}Error$/.test(name)
}

/** What is quoted is somebody's text, however plain its words are. */
const quoted = /"[^]*"|`[^]*`|“[^]*”|(?<![\p{L}])'[^]*'/gu
const plainWord = /^[(]?(\p{L}{1,21}(?:['’]\p{L}{1,3})?)[.,:;!?)]*$/u

function wordsOf(message: unknown): string {
  const words = String(message)
    .slice(0, 4_000)
    .replaceAll(quoted, ` ${leftOut} `)
    .split(/\s+/)
    .filter((word) => word !== '')
    .map((word) => (plainWord.test(word) ? word : leftOut))
  return words
    .filter((word, at) => word !== leftOut || words[at - 1] !== leftOut)
    .slice(0, mostWords)
    .join(' ')
}

/** Without folders, which differ from machine to machine, and without names of functions, which code may make up. */
function placesIn(stack: unknown): string[] {
  if (typeof stack !== 'string') return []
  return stack
    .split('\n')
    .slice(0, 100)
    .flatMap((line) => /^\s{4}at .*?([A-Za-z][\w.-]{0,20}:\d{1,6}:\d{1,6})\)?$/.exec(line)?.[1] ?? [])
    .filter((place) => /\.[cm]?[jt]s:/.test(place))
    .slice(0, mostPlaces)
}
