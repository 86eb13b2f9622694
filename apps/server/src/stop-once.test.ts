import { expect, it } from 'vitest'
import { createFakeClock } from './fake-clock.ts'
import { createStopOnce } from './stop-once.ts'

function setUp(stop: () => Promise<void>) {
  const clock = createFakeClock()
  const codes: number[] = []
  const told: unknown[] = []
  let stops = 0
  const counted = () => {
    stops++
    return stop()
  }
  const onSignal = createStopOnce({
    stop: counted,
    exit: (code) => void codes.push(code),
    clock,
    graceMs: 10_000,
    onError: (error) => void told.push(error),
  })
  return { clock, codes, told, onSignal, stops: () => stops }
}

it('exits before its grace is over, though the server never comes to its end', () => {
  const { clock, codes, onSignal } = setUp(() => new Promise(() => {}))
  onSignal()
  clock.advance(9_000)
  expect(codes).toEqual([])
  clock.advance(600)
  expect(codes).toEqual([0])
})

it.each([
  [0, () => Promise.resolve()],
  [1, () => Promise.reject(new Error('it hangs together'))],
])('exits with %d as soon as the server has stopped, or failed to', async (code, stop) => {
  const { codes, onSignal } = setUp(stop)
  onSignal()
  await expect.poll(() => codes).toEqual([code])
})

it('stops once, however many signals come', () => {
  const { onSignal, stops } = setUp(() => new Promise(() => {}))
  onSignal()
  onSignal()
  expect(stops()).toBe(1)
})

it('tells why it failed to stop', async () => {
  const error = new Error('it hangs together')
  const { told, codes, onSignal } = setUp(() => Promise.reject(error))
  onSignal()
  await expect.poll(() => codes).toEqual([1])
  expect(told).toEqual([error])
})
