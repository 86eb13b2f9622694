import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { HeardItem } from '../../stores/heard-item.ts'
import { heardTone } from '../../test/heard-tone.ts'
import { createHeardClock } from './heard-times.ts'

describe('when something was heard', () => {
  it('finds by halving exactly what looking at everything finds, whatever order it came in', () => {
    fc.assert(
      fc.property(anyHeard, fc.double(anyTime), fc.double(anyTime), (heard, a, b) => {
        const [fromS, untilS] = [Math.min(a, b), Math.max(a, b)]
        const times = createHeardClock().date(heard)
        const plain = heard.flatMap((_, i) => {
          const span = plainSpan(heard, i)
          return span.toS >= fromS && span.fromS <= untilS ? [i] : []
        })
        expect(times.between(fromS, untilS)).toEqual(plain)
      }),
    )
  })

  it('is the same whether a list came at once or grew', () => {
    fc.assert(
      fc.property(anyHeard, fc.nat(40), (heard, cut) => {
        const clock = createHeardClock()
        clock.date(heard.slice(0, cut))
        const [grown, atOnce] = [clock.date(heard), createHeardClock().date(heard)]
        expect(heard.map((_, i) => grown.spanOf(i))).toEqual(heard.map((_, i) => atOnce.spanOf(i)))
        expect(grown.lastS).toBe(atOnce.lastS)
        expect(grown.between(30, 60)).toEqual(atOnce.between(30, 60))
      }),
    )
  })

  it('begins anew with another conversation', () => {
    const clock = createHeardClock()
    clock.date([heardTone(0, 500)])
    expect(clock.date([heardTone(0, 10), heardTone(1, 20)]).lastS).toBe(20)
  })

  it('looks at no more of a list that grew than at what is new', () => {
    const hours = Array.from({ length: 10_000 }, (_, i) => heardTone(i, i))
    const clock = createHeardClock()
    clock.date(hours)
    let looks = 0
    const watched = new Proxy([...hours, heardTone(10_000, 10_000)], {
      get(all, key, receiver) {
        looks++
        return Reflect.get(all, key, receiver)
      },
    })
    expect(clock.date(watched).lastS).toBe(10_000)
    expect(looks).toBeLessThan(10)
  })
})

const anyTime = { min: 0, max: 100, noNaN: true } as const
const anyHeard = fc
  .array(
    fc.record({
      kind: fc.constantFrom('tone', 'tone', 'tone', 'gap', 'unheard'),
      atS: fc.double(anyTime),
      lengthS: fc.double({ min: 0, max: 50, noNaN: true }),
    }),
    { maxLength: 40 },
  )
  .map((about) => about.map(({ kind, atS, lengthS }, seq) => item(kind, seq, atS, lengthS)))

function item(kind: string, seq: number, atS: number, lengthS: number): HeardItem {
  if (kind === 'gap') return { kind, seq, from: 1, to: 2 }
  if (kind === 'unheard') return { kind, seq, afterId: 1, fromS: atS, toS: atS + lengthS, why: 'away' }
  return heardTone(seq, atS)
}

function plainSpan(heard: readonly HeardItem[], i: number) {
  const found = heard[i]
  if (found?.kind === 'tone') return { fromS: found.event.timestamp, toS: found.event.timestamp }
  if (found?.kind === 'unheard') return found
  const timeOf = (other: HeardItem | undefined) =>
    other?.kind === 'tone' ? other.event.timestamp : undefined
  const fromS = timeOf(heard.slice(0, i).findLast(({ kind }) => kind === 'tone')) ?? 0
  const toS = timeOf(heard.slice(i).find(({ kind }) => kind === 'tone')) ?? Infinity
  return { fromS, toS: Math.max(fromS, toS) }
}
