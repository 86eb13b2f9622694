import { expect, it } from 'vitest'
import { createOutbox, type OutboxItem } from './outbox.ts'

function tone(json: string, settled: [string, number | null][] = []): OutboxItem {
  return { type: 'tone', json, settle: (id) => settled.push([json, id]) }
}

it('gives the same batch again until it is done, whatever came meanwhile', () => {
  const outbox = createOutbox()
  outbox.put('s', tone('1'))
  const first = outbox.take('s')
  expect(outbox.take('s')).toBeNull()
  outbox.put('s', tone('2'))
  outbox.failed('s')
  expect(outbox.take('s')).toBe(first)
  outbox.done('s')
  const second = outbox.take('s')
  expect([second?.items.length, (second?.number ?? 0) > (first?.number ?? 0)]).toEqual([1, true])
  outbox.done('s')
  expect([outbox.waiting(), outbox.take('s')]).toEqual([[], null])
})

it('keeps the latest word of the speech only, but never one across an event', () => {
  const outbox = createOutbox()
  const say = (state: 'speaking' | 'listening') =>
    outbox.put('s', { type: 'speech', number: 1, speech: { state, timestampS: 0 } })
  say('speaking')
  say('listening')
  outbox.put('s', tone('1'))
  say('speaking')
  const types = outbox
    .take('s')
    ?.items.map((item) => (item.type === 'speech' ? item.speech.state : item.type))
  expect(types).toEqual(['listening', 'tone', 'speaking'])
})

it('lets the oldest go where too much waits, and leaves their number in their place', () => {
  const outbox = createOutbox()
  const settled: [string, number | null][] = []
  for (let n = 1; n <= 600; n++) outbox.put('s', tone(String(n), settled))
  const gap = outbox.take('s')?.items[0]
  expect(gap).toEqual({ type: 'gap', lost: settled.length })
  expect(settled).toEqual(Array.from({ length: settled.length }, (_, n) => [String(n + 1), null]))
  const next = outbox.take('s')
  expect(next).toBeNull()
  expect(600 - settled.length).toBe(512)
})

it('leaves no gap where only a word of the speech was let go', () => {
  const outbox = createOutbox()
  outbox.put('s', { type: 'speech', number: 1, speech: { state: 'speaking', timestampS: 0 } })
  for (let n = 1; n <= 512; n++) outbox.put('s', tone(String(n)))
  expect(outbox.take('s')?.items[0]?.type).toBe('tone')
})

it('bounds what waits in all sessions together', () => {
  const outbox = createOutbox()
  const settled: [string, number | null][] = []
  for (let s = 0; s < 200; s++) for (let n = 0; n < 400; n++) outbox.put(`session ${s}`, tone('x', settled))
  expect(200 * 400 - settled.length).toBeLessThanOrEqual(65_536)
})
