import { expect, it } from 'vitest'
import { createRecordingSink } from '../../test/support/recording-sink.ts'
import { toneEvent } from '../../test/support/tone.ts'
import { replayOf } from './replay.ts'
import { encodedTone, type StoredTone } from './stored-tone.ts'
import { createSubscriber, maxUnsentBytes } from './subscriber.ts'

function tone(id: number, bytes = 0): StoredTone {
  return encodedTone(id, JSON.stringify(toneEvent({ subtext: 'x'.repeat(bytes) })))
}

function subscribe(replay: StoredTone[] = [], { stalled } = { stalled: false }) {
  const sink = createRecordingSink()
  if (stalled) sink.stall()
  const head = replay.at(-1)?.id ?? 0
  let cuts = 0
  return {
    sink,
    cuts: () => cuts,
    subscriber: createSubscriber({
      sink,
      nowMs: 0,
      opening: [],
      replay: replayOf(replay),
      copies: null,
      head,
      onCut: () => void cuts++,
    }),
  }
}

it('gives each id once, whatever is delivered twice or late', () => {
  const { sink, subscriber } = subscribe([tone(1), tone(2)])
  for (const id of [2, 3, 3, 1, 4]) subscriber.deliver(tone(id), 0)
  expect(sink.ids()).toEqual([1, 2, 3, 4])
})

it('hands a long replay over in portions, and live events behind it', () => {
  const replay = Array.from({ length: 100 }, (_, index) => tone(index + 1, 10_000))
  const { sink, subscriber } = subscribe(replay, { stalled: true })
  subscriber.deliver(tone(101), 0)
  expect(sink.ids().length).toBeLessThan(10)
  while (sink.ids().length < 101) sink.drain()
  expect(sink.ids()).toEqual(Array.from({ length: 101 }, (_, index) => index + 1))
  expect(sink.destroyed()).toBe(false)
})

it('cuts a reader once more than 256 KiB wait for it, and not before', () => {
  const { sink, subscriber } = subscribe()
  sink.stall()
  let id = 0
  while (sink.unsentBytes() + 11_000 < maxUnsentBytes) subscriber.deliver(tone(++id, 10_000), 0)
  expect(sink.destroyed()).toBe(false)
  subscriber.deliver(tone(id + 1, 20_000), 0)
  expect(sink.destroyed()).toBe(true)
})

it('tells once of a reader that it cuts, and writes nothing more to it', () => {
  const { sink, subscriber, cuts } = subscribe()
  sink.stall()
  for (let id = 1; id < 60; id++) subscriber.deliver(tone(id, 10_000), 0)
  subscriber.end()
  expect(cuts()).toBe(1)
  expect(sink.unsentBytes()).toBeLessThan(maxUnsentBytes + 12_000)
})

it('cuts a reader that takes nothing of its replay while live events pile up', () => {
  const replay = Array.from({ length: 20 }, (_, index) => tone(index + 1, 10_000))
  const { sink, subscriber } = subscribe(replay, { stalled: true })
  for (let id = 21; id < 60 && !sink.destroyed(); id++) subscriber.deliver(tone(id, 10_000), 0)
  expect(sink.destroyed()).toBe(true)
})

it('hands over everything that waits before it ends, and nothing after', () => {
  const replay = Array.from({ length: 20 }, (_, index) => tone(index + 1, 10_000))
  const { sink, subscriber } = subscribe(replay, { stalled: true })
  subscriber.end()
  subscriber.end()
  subscriber.deliver(tone(21), 0)
  expect(sink.ids()).toHaveLength(20)
  expect(sink.ended()).toBe(true)
})
