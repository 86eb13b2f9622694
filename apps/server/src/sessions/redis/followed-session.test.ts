import fc from 'fast-check'
import { expect, it } from 'vitest'
import { listener } from '../../../test/support/stores/recorder.ts'
import { encodedTone } from '../../stream/stored-tone.ts'
import { createFollowedSession } from './followed-session.ts'

/** What happens between a session in Redis and a node that follows it. */
type Step =
  | { what: 'append'; message: 'comes' | 'waits' | 'is lost' }
  | { what: 'arrive' }
  | { what: 'disconnect' }
  | { what: 'renew' }
  | { what: 'read fails' }
  | { what: 'trim' }
  | { what: 'restore'; back: number }

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc
      .constantFrom('comes' as const, 'waits' as const, 'is lost' as const)
      .map((message) => ({ what: 'append' as const, message })),
  },
  { weight: 3, arbitrary: fc.constant({ what: 'arrive' as const }) },
  { weight: 1, arbitrary: fc.constant({ what: 'disconnect' as const }) },
  { weight: 2, arbitrary: fc.constant({ what: 'renew' as const }) },
  { weight: 1, arbitrary: fc.constant({ what: 'read fails' as const }) },
  { weight: 1, arbitrary: fc.constant({ what: 'trim' as const }) },
  { weight: 1, arbitrary: fc.nat(3).map((back) => ({ what: 'restore' as const, back })) },
)

/** A log whose contents change with each life of the Redis that it is in, and the node's view of it. */
function createTrial() {
  let log: { id: number; json: string }[] = []
  let head = 0
  let written = 0
  let failNext = false
  let waiting: string[] = []
  /** What was told, and `null` where streams were ended. */
  const told: (string | null)[] = []
  const followed = createFollowedSession({
    sessionId: 's',
    nodeId: 'here',
    listener: {
      appended: (_, { id, frame }) => told.push(`${id} ${/data: (.*)/.exec(frame.toString())?.[1]}`),
      spoke: () => {},
      microphoneTaken: () => {},
      broken: () => told.push(null),
      removed: () => expect.fail('The session is there'),
    },
    async look(_, afterId) {
      if (failNext) {
        failNext = false
        throw new Error('away')
      }
      const events = log.filter(({ id }) => id > afterId).map(({ id, json }) => encodedTone(id, json))
      return { head, events, microphone: 0, speech: null }
    },
    onOver: () => {},
    onError: () => {},
  })
  followed.startAt(0, 0)
  const renew = () => followed.compare({ head, microphone: 0, speechSeq: 0 })

  async function run(next: Step): Promise<void> {
    switch (next.what) {
      case 'append': {
        const entry = { id: ++head, json: `"event ${++written}"` }
        log.push(entry)
        if (next.message === 'comes') await run({ what: 'arrive' })
        if (next.message === 'comes') followed.receive(`t ${entry.id} ${entry.json}`)
        if (next.message === 'waits') waiting.push(`t ${entry.id} ${entry.json}`)
        break
      }
      case 'arrive':
        for (const message of waiting) followed.receive(message)
        waiting = []
        break
      case 'disconnect':
        // What was on its way goes with the connection.
        waiting = []
        followed.lost()
        break
      case 'renew':
        // An answer comes behind all messages that were told before it.
        await run({ what: 'arrive' })
        renew()
        break
      case 'read fails':
        failNext = true
        break
      case 'trim':
        log = log.slice(-1)
        break
      case 'restore':
        await run({ what: 'disconnect' })
        head = Math.max(0, head - next.back)
        log = log.filter(({ id }) => id <= head)
        renew()
    }
    await new Promise(setImmediate)
  }

  return { run, told, followed, truth: () => ({ head, log }) }
}

it('tells each event once and in order, whatever messages are lost, or ends the streams', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (schedule) => {
      const { run, told, truth } = createTrial()
      for (const next of schedule) await run(next)
      // A read that failed is made again with the next renewal.
      for (let n = 0; n < 2; n++) await run({ what: 'renew' })

      let lastId: number | null = 0
      for (const line of told) {
        const id = line === null ? null : Number.parseInt(line, 10)
        if (id !== null && lastId !== null) expect(id).toBe(lastId + 1)
        lastId = id
      }
      // Whoever wasn't sent back to resume by id has heard everything there is, as it is.
      const { head, log } = truth()
      const sinceBroken = told.slice(told.lastIndexOf(null) + 1)
      if (lastId !== null) expect(lastId).toBe(head)
      for (const line of sinceBroken) {
        const entry = log.find(({ id }) => id === Number.parseInt(String(line), 10))
        if (entry) expect(line).toBe(`${entry.id} ${entry.json}`)
      }
    }),
    { numRuns: 1_000 },
  )
})

it('takes an answer that a later event has overtaken for what it is', async () => {
  const { run, told, followed } = createTrial()
  await run({ what: 'append', message: 'comes' })
  await run({ what: 'append', message: 'comes' })
  followed.compare({ head: 1, microphone: 0, speechSeq: 0 })
  await new Promise(setImmediate)
  expect(told).toEqual(['1 "event 1"', '2 "event 2"'])
})

it('reads a second hole that is found while the first is read', async () => {
  const told: number[] = []
  const log = [1, 2, 3, 4, 5].map((id) => encodedTone(id, String(id)))
  let head = 3
  const followed = createFollowedSession({
    sessionId: 's',
    nodeId: 'here',
    listener: listener({ appended: (_, { id }) => told.push(id) }),
    look: async (_, afterId) => {
      const events = log.filter(({ id }) => id > afterId && id <= head)
      const now = { head, events, microphone: 0, speech: null }
      // Told while the answer is on its way; 4 was lost as well.
      if (head === 3) followed.receive('t 5 5')
      head = 5
      return now
    },
    onOver: () => {},
    onError: (error) => expect.fail(String(error)),
  })
  followed.startAt(0, 0)
  followed.receive('t 3 3')
  await expect.poll(() => told).toEqual([1, 2, 3, 4, 5])
})

it('survives a listener that throws while it catches up', async () => {
  const errors: unknown[] = []
  const followed = createFollowedSession({
    sessionId: 's',
    nodeId: 'here',
    listener: {
      ...listener(),
      appended: () => {
        throw new Error('a fault')
      },
    },
    look: async () => ({ head: 1, events: [encodedTone(1, '1')], microphone: 0, speech: null }),
    onOver: () => {},
    onError: (error) => errors.push(error),
  })
  followed.startAt(0, 0)
  followed.lost()
  followed.compare({ head: 1, microphone: 0, speechSeq: 0 })
  await expect.poll(() => errors).toEqual([new Error('a fault')])
})

it('tells of the end once, and nothing after it', () => {
  const told: string[] = []
  let overs = 0
  const followed = createFollowedSession({
    sessionId: 's',
    nodeId: 'here',
    listener: {
      appended: () => told.push('appended'),
      spoke: () => told.push('spoke'),
      microphoneTaken: () => told.push('microphone'),
      broken: () => told.push('broken'),
      removed: (_, reason) => told.push(reason),
    },
    look: () => Promise.resolve(null),
    onOver: () => void overs++,
    onError: () => {},
  })
  followed.receive('r ended')
  followed.receive('r expired')
  followed.receive('t 1 "late"')
  followed.receive('s 1 0 speaking')
  followed.receive('m 2 elsewhere')
  followed.over()
  expect([told, overs]).toEqual([['ended'], 1])
})

it('takes no word that it does not know', () => {
  const told: unknown[] = []
  const followed = createFollowedSession({
    sessionId: 's',
    nodeId: 'here',
    listener: {
      appended: () => told.push(1),
      spoke: () => told.push(1),
      microphoneTaken: () => told.push(1),
      broken: () => told.push(1),
      removed: () => told.push(1),
    },
    look: () => Promise.resolve(null),
    onOver: () => told.push(1),
    onError: () => {},
  })
  for (const message of ['', 'x', 'r', 'r nonsense', 's 1 2 singing', 'zz 1 2']) followed.receive(message)
  expect(told).toEqual([])
})
