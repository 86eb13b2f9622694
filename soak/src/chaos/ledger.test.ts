import { describe, expect, it } from 'vitest'
import { createLedger, type Audit, type Ledger } from './ledger.ts'
import type { NodeRun } from './node-process.ts'

describe('createLedger', () => {
  it('finds no fault where everything is written once, in order, under the id that was told', () => {
    const { ledger, say } = begun()
    say(run(), ['a', 1], ['b', 2])
    say(run(), ['c', 3])
    expect(faults(ledger, ['a', 'b', 'c'])).toEqual({})
  })

  it('counts what a living node had and nobody wrote', () => {
    const { ledger, say } = begun()
    say(run(), ['a', undefined])
    expect(faults(ledger, [])).toEqual({ lost: 1 })
  })

  it('counts by itself what went with a node that was killed, unless it was written', () => {
    const { ledger, say } = begun()
    say(run('killed'), ['a', undefined], ['b', undefined])
    expect(faults(ledger, ['a'])).toEqual({ diedWithNode: 1 })
  })

  it('counts what a node that was told to stop could have handed over', () => {
    const { ledger, say } = begun()
    say(run('stopped'), ['a', undefined])
    expect(faults(ledger, [])).toEqual({ lost: 1 })
    expect(faults(ledger, [], false)).toEqual({ stoppedWithoutRedis: 1 })
  })

  it('counts an id that is another event’s, of a killed node too', () => {
    const { ledger, say } = begun()
    say(run('killed'), ['a', 2], ['b', 1])
    expect(faults(ledger, ['a', 'b'])).toEqual({ misfiled: 2 })
  })

  it('counts what is written again', () => {
    const { ledger, say } = begun()
    say(run(), ['a', 1])
    expect(faults(ledger, ['a', 'a'])).toEqual({ storedTwice: 1 })
  })

  it('counts what is written before something that was said earlier', () => {
    const { ledger, say } = begun()
    say(run('killed'), ['a', undefined], ['b', undefined])
    expect(faults(ledger, ['b', 'a'])).toEqual({ misordered: 1 })
  })

  it('counts what nobody said', () => {
    const { ledger } = begun()
    expect(faults(ledger, ['a'])).toEqual({ unsaid: 1 })
  })

  it('counts what was let go, and what was refused', () => {
    const { ledger, say } = begun()
    const node = run()
    say(node, ['a', null], ['b', undefined])
    ledger.take(node, { say: 'refused', number: 2, why: 'no' })
    expect(faults(ledger, [])).toEqual({ letGo: 1, lost: 1, refused: 1 })
  })

  it('is quiet once nothing waits that a living node said, and nothing new came for a while', () => {
    let nowMs = 0
    const { ledger, say } = begun(() => nowMs)
    const node = run()
    say(node, ['a', undefined])
    say(run('killed'), ['b', undefined])
    nowMs = 2_000
    expect(ledger.isQuiet(2_000)).toBe(false)
    ledger.take(node, { say: 'stored', number: 1, id: 1 })
    expect(ledger.isQuiet(2_000)).toBe(true)
    say(run(), ['c', 2])
    expect(ledger.isQuiet(2_000)).toBe(false)
  })

  it('counts an end that one node told of twice, and no shutdown', () => {
    const { ledger } = begun()
    const [one, other] = [run(), run()]
    for (const node of [one, other, one]) ledger.take(node, { say: 'removed', sessionId, reason: 'expired' })
    ledger.take(other, { say: 'removed', sessionId, reason: 'shutdown' })
    expect(ledger.toldAgain()).toBe(1)
  })
})

const sessionId = 'session'

function begun(nowMs = () => 0) {
  const ledger = createLedger(nowMs)
  /** Events by their fingerprints, and the ids that `node` was told for them. */
  function say(node: NodeRun, ...events: [print: string, id: number | null | undefined][]): void {
    for (const [index, [print, id]] of events.entries()) {
      ledger.take(node, { say: 'heard', number: index + 1, sessionId, print })
      if (id !== undefined) ledger.take(node, { say: 'stored', number: index + 1, id })
    }
  }
  return { ledger, say }
}

let runs = 0

function run(end: NodeRun['end'] = null): NodeRun {
  return { name: `A${++runs}`, node: 'A', end, endingAtMs: 0, goneAtMs: 0 }
}

function faults(ledger: Ledger, written: string[], couldHandOver = true): Partial<Audit> {
  const audit = ledger.audit(
    [sessionId],
    () => written,
    () => couldHandOver,
  )
  return Object.fromEntries(Object.entries(audit).filter(([name, count]) => count > 0 && name !== 'said'))
}
