import { streamOpenSchema, toneEventSchema, type StreamOpen } from '@undertone/shared'
import { createParser } from 'eventsource-parser'
import fc from 'fast-check'
import { must } from '../must.ts'
import { oddNumber, oddText } from '../odd-values.ts'
import type { FuzzedServer } from '../server/fuzzed-server.ts'
import { createTarget, type Target } from '../target.ts'
import { cutAt, exchange } from '../wire/exchange.ts'
import { readAnswers } from '../wire/answers.ts'
import { judgeAnswer } from '../wire/judge-answer.ts'

const near = fc.nat(40).map(String)
const askedId = fc.oneof(
  { weight: 4, arbitrary: near },
  { weight: 2, arbitrary: oddNumber.map(String) },
  { weight: 2, arbitrary: oddText },
  {
    weight: 1,
    arbitrary: fc.constantFrom('007', ' 5', '5 ', '\t5', '+5', '5.0', '٥', '9'.repeat(400), '5, 5'),
  },
)
/** As a header may hold it; what may not is another target's. */
const headerId = askedId.filter((text) => /^[\t\x20-\x7E\x80-\xFF]*$/.test(text))
const otherQuery = fc.constantFrom(
  '',
  'last_event_id',
  'a=b',
  'last_event_id[]=1',
  '%',
  'last_event_id=%zz',
  '&&=',
)
const streamCase = fc.record({
  who: fc.constantFrom('owner' as const, 'viewer' as const, 'nobody' as const),
  header: fc.option(headerId),
  query: fc.option(askedId.map((text) => encodeURIComponent(text.replaceAll(/[\uD800-\uDFFF]/g, '')))),
  otherQuery,
  accept: fc.constantFrom('text/event-stream', '*/*', 'application/json', 'text/event-stream;q=0', '', ';;,'),
  version: fc.constantFrom('HTTP/1.1', 'HTTP/1.1', 'HTTP/1.0'),
  shares: fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 3 }),
  ending: fc.constantFrom(
    'waits' as const,
    'waits' as const,
    'waits' as const,
    'half-closes' as const,
    'goes' as const,
  ),
})
type StreamCase = typeof streamCase extends fc.Arbitrary<infer T> ? T : never

export interface SseTargetDeps {
  readonly server: FuzzedServer
  /** A session in which somebody speaks. */
  readonly spoken: { readonly owner: string; readonly viewer: string }
}

/** Whatever is asked of a stream, it opens where the contract says, and all that it carries is as the contract has it. */
export function createSseTarget({ server, spoken }: SseTargetDeps): Target {
  const ids = { ...spoken, nobody: 'A'.repeat(22) }

  async function check(about: StreamCase): Promise<void> {
    const id = ids[about.who]
    const received = await exchange({
      port: server.port,
      pieces: cutAt(Buffer.from(requestOf(about, id), 'latin1'), about.shares),
      ending: about.ending,
      isDone: (bytes) => isWhole(bytes.toString()),
      isOwed: true,
    })
    server.assertAlive()
    if (about.ending !== 'waits' && received.length === 0) return
    const [answer] = readAnswers(received)
    must(about.ending !== 'waits' || answer !== undefined, 'No answer', received.toString())
    if (!answer) return
    judgeAnswer(answer)
    if (about.who === 'nobody') return must(answer.status === 404, 'A stream of nobody', answer)
    must(answer.status === 200, 'No stream', answer)
    must(
      answer.fields.get('content-type') === 'text/event-stream; charset=utf-8',
      'A stream of another type',
      answer,
    )
    if (answer.body.includes('\n\n')) judgeStream(answer.body, id, askedBy(about))
  }

  return createTarget({ name: 'sse', cases: streamCase, lanes: 32, check })
}

function requestOf({ header, query, otherQuery: other, accept, version }: StreamCase, id: string): string {
  const queries = [query === null ? '' : `last_event_id=${query}`, other].filter(Boolean).join('&')
  const fields = ['Host: x', `Accept: ${accept}`, ...(header === null ? [] : [`Last-Event-ID: ${header}`])]
  return `GET /session/${id}/stream${queries && `?${queries}`} ${version}\r\n${fields.join('\r\n')}\r\n\r\n`
}

/** By the contract: the header wins, and what isn't a non-negative integer is ignored. Undefined where a query says it twice. */
function askedBy({ header, query, otherQuery: other }: StreamCase): number | null | undefined {
  const inHeader = idIn(header?.replaceAll(/^[\t ]+|[\t ]+$/g, '') ?? null)
  if (inHeader !== null) return inHeader
  if (other.startsWith('last_event_id')) return undefined
  return idIn(query && decodeURIComponent(query))
}

function idIn(text: string | null): number | null {
  return text !== null && /^\d+$/.test(text) ? Number(text) : null
}

interface Said {
  readonly name: string
  readonly id: string | undefined
  readonly data: unknown
}

function eventsIn(body: string): Said[] {
  const events: Said[] = []
  const parser = createParser({
    onEvent: ({ event = '', id, data }) => events.push({ name: event, id, data: JSON.parse(data) }),
    onError: (error) => must(false, 'A line that no stream has', error.message),
  })
  parser.feed(body)
  return events
}

/** The opening is there, and all that it says that it replays. */
function isWhole(text: string): boolean {
  const at = text.indexOf('\r\n\r\n')
  if (at < 0) return false
  if (!text.startsWith('HTTP/1.1 200')) return readAnswers(Buffer.from(text)).length > 0
  const [opening, ...rest] = eventsIn(text.slice(at + 4))
  const { data } = streamOpenSchema.safeParse(opening?.data)
  return data !== undefined && rest.filter(({ name }) => name === 'tone-event').length >= data.replayed
}

function judgeStream(body: string, id: string, asked: number | null | undefined): void {
  const [first, ...rest] = eventsIn(body)
  must(first?.name === 'stream-open' && first.id === undefined, 'Something else comes first', first)
  const open = streamOpenSchema.parse(first.data)
  must(open.session_id === id, 'Another id than the one that was asked with', open)
  if (asked !== undefined) judgeOpening(open, asked)
  const tones = rest.filter(({ name }) => name === 'tone-event')
  const from = (open.resumed_from === null ? open.head : (open.missed?.to ?? open.resumed_from)) + 1
  tones.forEach((tone, at) => {
    must(tone.id === String(from + at), 'An event out of order', tones)
    must(
      toneEventSchema.parse(tone.data).session_id === id,
      'Another id than the one that was asked with',
      tone,
    )
  })
}

function judgeOpening(open: StreamOpen, asked: number | null): void {
  const { head, resumed_from, replayed, missed } = open
  const isKnown = asked !== null && asked <= head
  must(resumed_from === (isKnown ? asked : null), 'Resumed from elsewhere', { asked, open })
  const owed = isKnown ? head - asked : 0
  must(replayed + (missed ? missed.to - missed.from + 1 : 0) === owed, 'Not all that is owed', {
    asked,
    open,
  })
}
