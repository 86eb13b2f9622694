import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createRecordingSink, type RecordingSink } from '../../test/support/recording-sink.ts'
import { toneEvent } from '../../test/support/tone.ts'
import { createFakeClock } from '../fake-clock.ts'
import { createMemoryStore } from '../sessions/memory-store.ts'
import type { SessionStore } from '../sessions/session-store.ts'
import { createToneHub, type Subscription } from './tone-hub.ts'

const capacity = 8

/** What one subscriber must see: every id after the one it asked for, from what the history still held. */
interface Expected {
  sink: RecordingSink
  askedAfter: number | null
  headAtJoin: number
  subscription: Subscription | null
  headAtLeave: number | null
}

type Step = { do: 'append' } | { do: 'join'; back: number | null } | { do: 'leave'; which: number }

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 3, arbitrary: fc.constant<Step>({ do: 'append' }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('join'), back: fc.option(fc.nat(15)) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('leave'), which: fc.nat() }) },
)

/** The same store, but each answer to a join takes its time, as one over a network does. */
function slowly(store: SessionStore, scheduler: fc.Scheduler): SessionStore {
  return {
    ...store,
    join: async (id, afterId) => scheduler.schedule(Promise.resolve(await store.join(id, afterId))),
  }
}

/** One session under test, with the model of what each of its subscribers must see. */
async function createTrial(scheduler: fc.Scheduler) {
  const clock = createFakeClock()
  const store = createMemoryStore({ clock, maxSessions: 1, historyCapacity: () => capacity })
  const hub = createToneHub({
    store: slowly(store, scheduler),
    clock,
    pingIntervalMs: 15_000,
    streamMaxAgeMs: 120_000,
    maxStreamsPerSession: 100,
    random: () => 0.5,
    onError: (error) => expect.fail(String(error)),
  })
  store.listen({ appended: hub.deliver, removed: hub.close })
  const { id } = await store.create({ elcor: false, idleTtlMs: 90_000 })
  const subscribers: Expected[] = []
  let head = 0

  function join(back: number | null): void {
    const askedAfter = back === null ? null : Math.max(0, head - back)
    const sink = createRecordingSink()
    const expected: Expected = { sink, askedAfter, headAtJoin: head, subscription: null, headAtLeave: null }
    subscribers.push(expected)
    void hub
      .subscribe({ sessionId: id, shownId: id }, askedAfter, () => sink)
      .then((subscription) => (expected.subscription = subscription))
  }

  function leave(which: number): void {
    const present = subscribers.filter(
      ({ subscription, headAtLeave }) => subscription && headAtLeave === null,
    )
    const leaver = present[which % Math.max(1, present.length)]
    if (!leaver) return
    leaver.headAtLeave = head
    leaver.subscription?.leave()
  }

  function idsDue({ askedAfter, headAtJoin, headAtLeave }: Expected): number[] {
    const last = headAtLeave ?? head
    const oldestHeld = Math.max(1, headAtJoin - capacity + 1)
    const first = askedAfter === null ? headAtJoin + 1 : Math.max(askedAfter + 1, oldestHeld)
    return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index)
  }

  return {
    async take(next: Step) {
      if (next.do === 'join') join(next.back)
      else if (next.do === 'leave') leave(next.which)
      else {
        await store.append(id, toneEvent())
        head++
      }
    },
    async check() {
      for (const subscriber of subscribers) expect(subscriber.sink.ids()).toEqual(idsDue(subscriber))
      const watching = subscribers.filter(({ headAtLeave }) => headAtLeave === null).length
      expect((await store.find(id))?.session.subscribers).toBe(watching)
    },
  }
}

const settled = () => new Promise(setImmediate)

it('gives every subscriber exactly the ids after its own, in order, under any interleaving', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.scheduler(),
      fc.array(fc.record({ step, answers: fc.nat(2) }), { maxLength: 40 }),
      async (scheduler, schedule) => {
        const trial = await createTrial(scheduler)
        for (const { step: next, answers } of schedule) {
          await trial.take(next)
          await settled()
          // Some answers come in at once, some many steps later, in any order.
          for (let n = 0; n < answers && scheduler.count() > 0; n++) await scheduler.waitOne()
        }
        await scheduler.waitAll()
        await settled()
        await trial.check()
      },
    ),
    { numRuns: 500 },
  )
})
