import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sessionNotFound } from '../errors.ts'
import { createSessionIds } from '../sessions/session-id.ts'
import { safeError } from './safe-error.ts'

const createId = createSessionIds()
const ids = fc.constant(null).map(createId)
const addresses = fc.oneof(fc.ipV4(), fc.ipV6(), fc.ipV4Extended())

/** `secret` in the midst of anything, as a message, a key or a path would hold it. */
function holding(secret: string) {
  const around = fc.string({ unit: 'binary', maxLength: 30 })
  const usual = fc.constantFrom(
    'Session ',
    'GET /session/',
    'undertone:{',
    '"',
    "'",
    '',
    ' at ',
    '\n    at x (',
    '/',
  )
  return fc.tuple(around, usual, around).map(([before, by, after]) => `${before}${by}${secret}${by}${after}`)
}

/** An error that has `text` in every place that an error has, and in those that it may have. */
function errorWith(text: string, depth = 2): Error {
  const cause = depth > 0 ? errorWith(text, depth - 1) : text
  const parts = depth > 0 ? [errorWith(text, depth - 1), text] : []
  const error = new AggregateError(parts, text, { cause })
  error.name = text
  error.stack = `${text}\n    at ${text} (${text})\n    at f (file:///x/${text}:12:3)\n    at file:///x/${text}.js:1:2`
  return Object.assign(error, {
    code: text,
    path: text,
    address: text,
    [text]: text,
    issues: [{ path: [text] }],
  })
}

describe('an error in a log', () => {
  it('holds no id, wherever in it one stands', () => {
    fc.assert(
      fc.property(
        ids.chain((id) => fc.tuple(fc.constant(id), holding(id))),
        ([id, text]) => {
          expect(JSON.stringify(safeError(errorWith(text)))).not.toContain(id)
          expect(JSON.stringify(safeError(errorWith(id)))).not.toContain(id)
        },
      ),
      { numRuns: 400 },
    )
  })

  it('holds no address, wherever in it one stands', () => {
    fc.assert(
      fc.property(
        addresses.chain((address) => fc.tuple(fc.constant(address), holding(address))),
        ([address, text]) => {
          // Shorter ones (`::`, `1::`) are found in any text.
          fc.pre(address.length > 6)
          expect(JSON.stringify(safeError(errorWith(` ${text} ${address} `)))).not.toContain(address)
        },
      ),
      { numRuns: 400 },
    )
  })

  it('holds nothing of a body that is no JSON, which the parser quotes', () => {
    const body = 'she said "that" isn\'t fair and left'
    const faults = [`{"note": ${body}`, body, `["${body}`].map(parseFault)
    expect(JSON.stringify(faults.map(safeError))).not.toMatch(/said|fair|left|note/)
  })

  it('holds no number that may have come out of a voice', () => {
    const { message } = safeError(new RangeError('Offset -0.0173 of 16000 samples is out of bounds'))
    expect(message).toBe('Offset … of … samples is out of bounds')
  })

  it('keeps what says what went wrong, and where', () => {
    const refused = Object.assign(new Error('connect ECONNREFUSED 10.0.0.7:6379'), { code: 'ECONNREFUSED' })
    expect(safeError(new Error('Redis doesn’t answer.', { cause: refused }))).toMatchObject({
      type: 'Error',
      message: 'Redis doesn’t answer.',
      cause: { code: 'ECONNREFUSED', message: 'connect ECONNREFUSED …' },
    })
    expect(safeError(refused).at?.[0]).toMatch(/^safe-error\.test\.ts:\d+:\d+$/)
    expect(safeError(sessionNotFound(createId()))).toMatchObject({
      code: 'session_not_found',
      message: 'Session … not found',
    })
  })

  it.each([[undefined], [null], ['a word'], [7], [{ id: 'x' }]])(
    'says of %o, which is none, only its type',
    (thrown) => {
      expect(safeError(thrown)).toEqual({ type: typeof thrown })
    },
  )
})

function parseFault(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    return error
  }
}
