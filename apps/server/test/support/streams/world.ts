import { expect } from 'vitest'
import { createToneHub, type Subscription } from '../../../src/stream/tone-hub.ts'
import { listener } from '../stores/recorder.ts'
import type { CreateStoreHarness } from '../stores/store-harness.ts'
import { createLateStore, type LateStore } from './late-store.ts'
import { limits, type Model, type ModelSession, type ModelSubscriber } from './model.ts'
import { createTranscriptSink, type TranscriptSink } from './transcript-sink.ts'

/** One client, as the stream's route looks after it. */
interface Client {
  readonly sink: TranscriptSink
  hungUp: boolean
  subscription: Subscription | null
}

export type World = Awaited<ReturnType<typeof createWorld>>

/** The hub and the store under test, with a network between them that a schedule moves by hand. */
export async function createWorld(createHarness: CreateStoreHarness) {
  const harness = await createHarness({ capacity: limits.historyCapacity })
  const { clock, store } = harness
  const late: LateStore = createLateStore(
    store,
    listener({
      appended: (sessionId, stored) => hub.deliver(sessionId, stored),
      spoke: (sessionId, speech) => hub.tell(sessionId, speech),
      removed: (sessionId, reason) => hub.close(sessionId, reason),
    }),
  )
  const hub = createToneHub({
    store: late,
    clock,
    pingIntervalMs: limits.pingIntervalMs,
    streamMaxAgeMs: limits.streamMaxAgeMs,
    maxStreamsPerSession: limits.maxStreams,
    random: () => 0.5,
    onError: () => {},
  })
  const clients: Client[] = []

  async function compareSession(session: ModelSession): Promise<void> {
    const [found, viewed] = await Promise.all([session.id, session.viewerId ?? 'nobody'].map(store.find))
    const expected: Partial<typeof session> | null = session.gone ? null : session
    check(found?.session.subscribers, expected?.subscribers, `subscribers of ${session.name}`)
    check(found?.session.lastSubscriberLeftAtMs, expected?.leftAtMs, `when the last one left ${session.name}`)
    check(
      viewed?.session.id,
      expected?.viewerId ? session.id : undefined,
      `${session.name} by its viewers’ id`,
    )
    check(late.noticesFor(session.id), session.notices.length, `notices of ${session.name}`)
  }

  function compareSubscriber({ name, lines, state }: ModelSubscriber, index: number): void {
    const sink = clients[index]?.sink
    // What a stalled network hasn't taken may still wait, but not beyond the end of the stream.
    const mayWait = sink?.isStalled() && state === 'open'
    const sent = mayWait ? Math.min(sink?.lines.length ?? 0, lines.length) : lines.length
    check(sink?.lines.length, sent, `how much ${name} was sent`)
    check(sink?.lines.at(-1), lines[sent - 1], `what ${name} was sent last`)
    check(sink?.ended(), state === 'over', `whether ${name} was closed`)
  }

  return {
    pass: harness.pass,
    nowMs: clock.nowMs,
    store,
    hub,
    late,
    /** As `GET /session/{id}/stream` does. */
    watch({ session, shownId, afterId }: ModelSubscriber): void {
      const client: Client = { sink: createTranscriptSink(), hungUp: false, subscription: null }
      clients.push(client)
      hub
        .subscribe({ sessionId: session.id, shownId }, afterId, () => client.sink)
        .then(
          (subscription) => {
            client.subscription = subscription
            if (client.hungUp) subscription?.leave()
          },
          () => {},
        )
    },
    stall: (index: number) => clients[index]?.sink.stall(),
    drain: (index: number) => clients[index]?.sink.drain(),
    hangUp(index: number): void {
      const client = clients[index]
      if (!client) return
      client.hungUp = true
      // However often a socket says that it is gone, it leaves once.
      for (let times = 0; times < 2; times++) client.subscription?.leave()
    },
    /** Lets everything run that waits for nothing but its turn. */
    settle: harness.settle,
    expectNothingLeft: harness.expectNothingLeft,
    async compare(model: Model): Promise<void> {
      for (const session of model.sessions) await compareSession(session)
      model.subscribers.forEach(compareSubscriber)
      check(late.requests.length, model.requests.length, 'calls on their way')
      check(late.answers.length, model.answers.length, 'answers on their way')
      const seats = model.sessions.reduce((sum, session) => sum + session.seats.size, 0)
      check(hub.streamCount(), seats, 'streams')
    },
    compareTranscripts(model: Model): void {
      const sent = clients.map(({ sink }) => sink.lines)
      expect(sent).toEqual(model.subscribers.map(({ lines }) => lines))
    },
  }
}

/** As `expect`, which costs too much to be asked millions of times. */
function check(actual: unknown, expected: unknown, what: string): void {
  if (actual !== expected) expect(actual, what).toBe(expected)
}
