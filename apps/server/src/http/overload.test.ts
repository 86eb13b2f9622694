import { describe, expect, it } from 'vitest'
import { createBusyClock } from '../../test/support/busy-clock.ts'
import { createOverload, type Newcomer } from './overload.ts'

function setUp() {
  const clock = createBusyClock()
  const voice = { workedMs: () => workedMs }
  let [workedMs, lagMs] = [0, 0]
  const overload = createOverload({
    clock,
    voice,
    lagMs: () => lagMs,
    maxLoopDelayMs: 100,
    maxVoiceLoad: 0.8,
  })
  overload.start()
  const has = (newcomer: Newcomer) => {
    try {
      overload.assertRoom(newcomer)
      return true
    } catch {
      return false
    }
  }
  /** So many seconds in which the threads work this share of their time. */
  const work = (seconds: number, load: number) => {
    for (let second = 0; second < seconds; second++) {
      workedMs += 1000 * load
      clock.pass(10, 0)
    }
  }
  const lag = (ms: number) => (lagMs = ms)
  return { clock, has, work, lag }
}

describe('the event loop', () => {
  it('has room for everybody while it is in time', () => {
    const { clock, has } = setUp()
    clock.pass(100, 99)
    expect([has('session'), has('stream'), has('microphone')]).toEqual([true, true, true])
  })

  it('has none once it was late for fifteen looks', () => {
    const { clock, has } = setUp()
    clock.pass(15, 101)
    expect([has('session'), has('stream'), has('microphone')]).toEqual([false, false, false])
  })

  it('bears a burst, and a single turn that takes for ever', () => {
    const { clock, has } = setUp()
    clock.pass(14, 300)
    clock.pass(14, 0)
    clock.pass(1, 60_000)
    expect(has('session')).toBe(true)
  })

  it('has room again after as many looks in time, not before', () => {
    const { clock, has } = setUp()
    clock.pass(30, 200)
    clock.pass(14, 0)
    expect(has('session')).toBe(false)
    clock.pass(1, 0)
    expect(has('session')).toBe(true)
  })
})

describe('the classifiers', () => {
  it('have no room for who would speak once they work for too much of their time; watchers need none', () => {
    const { has, work } = setUp()
    work(1, 0.79)
    expect(has('session')).toBe(true)
    work(1, 0.81)
    expect([has('session'), has('microphone'), has('stream')]).toEqual([false, false, true])
  })

  it('have room again once that is well below for five seconds on end, so that it doesn’t go to and fro', () => {
    const { has, work } = setUp()
    work(1, 0.81)
    work(4, 0.71)
    expect(has('session')).toBe(false)
    work(1, 0.75)
    work(4, 0.71)
    expect(has('session')).toBe(false)
    work(1, 0.71)
    expect(has('session')).toBe(true)
  })

  it('let in no more at once than they could bear, though nothing is to be seen of them yet', () => {
    const { has, work } = setUp()
    work(1, 0.5)
    const admitted = Array.from({ length: 500 }, () => has('microphone')).filter(Boolean)
    expect(admitted).toHaveLength(90)
    // Two looks later the load shows them.
    work(1, 0.6)
    expect(has('microphone')).toBe(false)
    work(1, 0.6)
    expect(has('microphone')).toBe(true)
  })

  it('have none where people are heard late, though the threads have little to do', () => {
    const { has, work, lag } = setUp()
    lag(399)
    work(1, 0.3)
    expect(has('microphone')).toBe(true)
    lag(400)
    work(1, 0.3)
    expect([has('session'), has('microphone'), has('stream')]).toEqual([false, false, true])
    lag(30)
    work(5, 0.3)
    expect(has('session')).toBe(true)
  })

  it('let in fewer at once for a minute after they had no room', () => {
    const { has, work } = setUp()
    const letIn = () => Array.from({ length: 500 }, () => has('microphone')).filter(Boolean).length
    work(1, 0.81)
    work(5, 0.5)
    expect(letIn()).toBe(23)
    work(60, 0.5)
    expect(letIn()).toBe(90)
  })
})
