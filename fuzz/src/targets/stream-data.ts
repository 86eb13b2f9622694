import { endReasonSchema, speechStateNameSchema, streamEventNames } from '@undertone/shared'
import { createParser } from 'eventsource-parser'
import fc from 'fast-check'
import { createPinia } from 'pinia'
import { effectScope } from 'vue'
import { useToneStream } from '../../../apps/web/src/composables/useToneStream.ts'
import { nowView } from '../../../apps/web/src/components/now/now-view.ts'
import { heardItemSchema } from '../../../apps/web/src/stores/heard-item.ts'
import { useTonesStore } from '../../../apps/web/src/stores/tones.ts'
import { createFakePage } from '../../../apps/web/src/test/fake-page.ts'
import { FakeEventStream } from '../../../apps/web/src/test/fake-event-stream.ts'
import { languages, lookAt } from '../look-at.ts'
import { must } from '../must.ts'
import { nearly, oddNumber, oddText } from '../odd-values.ts'
import { createTarget } from '../target.ts'
import { withinTime } from '../within-time.ts'
import { oddToneEvent } from './odd-conversation.ts'

const id = fc.oneof({ weight: 5, arbitrary: fc.nat(60) }, { weight: 1, arbitrary: oddNumber })
const seconds = fc.oneof(fc.double({ min: 0, max: 10_000, noNaN: true }), oddNumber)
const range = fc.oneof(fc.constant(null), nearly({ from: id, to: id }))
const dataOf = new Map<string, fc.Arbitrary<unknown>>(
  Object.entries({
    [streamEventNames.open]: nearly({
      session_id: fc.constant('s'),
      head: id,
      resumed_from: fc.option(id),
      replayed: id,
      missed: range,
      idle_ttl_s: seconds,
      max_age_s: seconds,
    }),
    [streamEventNames.tone]: oddToneEvent,
    [streamEventNames.speech]: nearly({
      state: fc.constantFrom(...speechStateNameSchema.options),
      timestamp: seconds,
    }),
    [streamEventNames.ping]: nearly({ timestamp: seconds }),
    [streamEventNames.end]: nearly({
      session_id: fc.constant('s'),
      reason: fc.constantFrom(...endReasonSchema.options),
    }),
  }),
)
const often = [streamEventNames.open, streamEventNames.tone, streamEventNames.tone, streamEventNames.tone]
const name = fc.oneof(
  { weight: 9, arbitrary: fc.constantFrom(...often, ...Object.values(streamEventNames)) },
  { weight: 1, arbitrary: oddText },
)
const field = (line: string) => fc.constantFrom(line, line.replace(': ', ':'), `${line}\r`)
const event = name.chain((called) =>
  fc
    .tuple(field(`event: ${called}`), fc.oneof(id.map(String), oddText), dataOf.get(called) ?? oddText)
    .map(([line, eventId, data]) => `${line}\nid: ${eventId}\ndata: ${JSON.stringify(data)}\n\n`),
)
const junk = fc.string({ unit: 'binary-ascii', maxLength: 60 })
const text = fc.oneof(
  { weight: 10, arbitrary: fc.array(event, { minLength: 1, maxLength: 5 }).map((all) => all.join('')) },
  { weight: 1, arbitrary: junk },
  { weight: 1, arbitrary: event.chain((all) => fc.nat(all.length).map((at) => all.slice(at))) },
)
/** What isn't ASCII is no UTF-8 as Latin-1. */
const encoding = fc.oneof(
  { weight: 9, arbitrary: fc.constant('utf8' as const) },
  fc.constant('latin1' as const),
)
const bytes = fc.record({ kind: fc.constant('bytes' as const), text, encoding, cutAt: fc.nat(200) })
const step = fc.oneof(
  { weight: 6, arbitrary: bytes },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constantFrom('fail' as const, 'hide' as const, 'show' as const) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('pass' as const),
      ms: fc.constantFrom(60, 1_500, 12_000, 45_000),
    }),
  },
)
const scenario = fc.record({
  isGuest: fc.boolean(),
  steps: fc.array(step, { minLength: 1, maxLength: 8 }),
})
type Scenario = typeof scenario extends fc.Arbitrary<infer T> ? T : never
type Step = Scenario['steps'][number]

const longestMs = 2_000

/** Whatever a stream carries, the page throws nothing, shows and keeps only what has its shape, and wipes nothing unless told to. */
export const streamDataTarget = createTarget({
  name: 'stream-data',
  cases: scenario,
  lanes: 1,
  check(about: Scenario) {
    withinTime(longestMs, () => live(about))
  },
})

function live({ isGuest, steps }: Scenario): void {
  const scope = effectScope(true)
  try {
    scope.run(() => {
      const world = createWorld(isGuest)
      for (const each of steps) {
        world.go(each)
        world.judge()
      }
      world.look()
    })
  } finally {
    scope.stop()
  }
}

function createWorld(isGuest: boolean) {
  const tones = useTonesStore(createPinia())
  tones.begin('s', isGuest ? 'guest' : 'owner')
  const page = createFakePage()
  const streams: FakeEventStream[] = []
  const told = { expired: 0, ended: 0 }
  let mayBe = { expired: false, ended: false }
  let feed: (bytes: Uint8Array) => void = () => {}
  const stream = useToneStream({
    sessionId: 's',
    tones,
    // Never a certain no: only the stream itself may say that the session is gone.
    client: { check: async () => 'unsure' },
    page: page.page,
    random: () => 0.5,
    mayGoOnHidden: () => false,
    onAwake: () => {},
    onTimestamp: (timestampS) => must(Number.isFinite(timestampS), 'A time that is none', timestampS),
    onHeard: (item) => must(heardItemSchema.safeParse(item).success, 'A line that can’t be kept', item),
    onExpired: () => told.expired++,
    onEnded: () => told.ended++,
    openStream(url) {
      must(/^\/session\/s\/stream\?last_event_id=\d+$/.test(url), 'An address that says nothing', url)
      must(
        streams.every(({ isClosed }) => isClosed),
        'Two streams at once',
      )
      const opened = new FakeEventStream(url)
      streams.push(opened)
      feed = createReader(opened, (reason) => (mayBe = { ...mayBe, [reason]: true }))
      return opened
    },
  })
  stream.start()

  function go(taken: Step): void {
    if (taken.kind === 'bytes') {
      const said = Buffer.from(taken.text, taken.encoding)
      feed(said.subarray(0, taken.cutAt))
      feed(said.subarray(taken.cutAt))
    } else if (taken.kind === 'pass') page.pass(taken.ms)
    else if (taken.kind === 'fail') streams.at(-1)?.fail()
    else page.show(taken.kind === 'hide' ? 'hidden' : 'visible')
  }

  function judge(): void {
    const { items, lastId } = tones
    must(Number.isSafeInteger(lastId) && lastId >= 0, 'A last id that is none', lastId)
    must(
      items.every(({ seq }, at) => seq === at),
      'Lines that aren’t counted through',
      items,
    )
    must(told.expired === 0 || mayBe.expired, 'Wiped, though nobody said so')
    must(told.ended === 0 || mayBe.ended, 'Ended, though nobody said so')
    must(told.expired + told.ended <= 1, 'Told twice that it is over')
    const isOpen = streams.some(({ isClosed }) => !isClosed)
    must(
      isOpen === ['opening', 'live'].includes(stream.phase.value),
      'A stream that isn’t as the phase has it',
    )
    must(page.timers() <= 4, 'Timers that pile up', page.timers())
    must(
      items.every((item) => item.kind !== 'gap' || item.from <= item.to),
      'A gap that ends before it begins',
      items,
    )
  }

  function look(): void {
    const { items, unclear, speech, latest, isLatestOfNow } = tones
    lookAt(items, [], unclear)
    const situation = { speech, isLatestOfNow, voice: null, isReady: true, isCutOff: false }
    for (const messages of languages) nowView({ ...situation, latest: latest?.event ?? null }, messages)
  }

  return { go, judge, look }
}

/** Reads bytes as a browser's EventSource does, and hands what they say to `stream`. */
function createReader(stream: FakeEventStream, onEnd: (reason: string) => void): (bytes: Uint8Array) => void {
  const decoder = new TextDecoder()
  let lastId = ''
  const parser = createParser({
    onEvent({ event: called = 'message', id: eventId, data }) {
      if (eventId !== undefined) lastId = eventId
      if (called === streamEventNames.end) onEnd(reasonIn(data))
      if (!stream.isClosed) stream.say(called, data, lastId)
    },
  })
  return (bytes) => parser.feed(decoder.decode(bytes, { stream: true }))
}

function reasonIn(data: string): string {
  try {
    return String(JSON.parse(data)?.reason)
  } catch {
    return ''
  }
}
