import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createIdleLines, type IdlePlace } from './idle-lines.ts'
import { createSession, isIdle, type Session } from './session.ts'

type Place = IdlePlace & { session: Session }

/** Sessions of these idle times, started a millisecond apart. */
function placesOf(idleTtlsMs: readonly number[]): Place[] {
  return idleTtlsMs.map((idleTtlMs, n) => ({
    session: createSession({ id: String(n), elcor: false, idleTtlMs }, n),
    earlier: null,
    later: null,
  }))
}

/** That each of `places` stands between those who stand beside it in `model`, and whoever isn't there holds nobody. */
function expectLinked(places: readonly Place[], model: readonly Place[]): void {
  for (const place of places) {
    const line = model.filter(({ session }) => session.idleTtlMs === place.session.idleTtlMs)
    const at = line.indexOf(place)
    expect(place.earlier).toBe(line[at - 1] ?? null)
    expect(place.later).toBe((at < 0 ? null : line[at + 1]) ?? null)
  }
}

it('holds who is idle in the order in which they went so, and finds who is due, whoever comes and goes', () => {
  const size = 12
  const step = fc.record({ at: fc.nat(size - 1), waitMs: fc.nat(4), isSweep: fc.boolean() })
  const idleTtls = fc.array(fc.constantFrom(0, 3, 10), { minLength: size, maxLength: size })
  fc.assert(
    fc.property(idleTtls, fc.array(step, { maxLength: 60 }), (idleTtlsMs, steps) => {
      const lines = createIdleLines()
      const places = placesOf(idleTtlsMs)
      /** Who is in line, whoever went idle first in front. */
      const model: Place[] = []
      let nowMs = size
      for (const { at, waitMs, isSweep } of steps) {
        nowMs += waitMs
        const place = places[at]
        const isIn = model.findIndex((one) => one === place)
        if (isSweep) {
          const due = model.filter(({ session }) => isIdle(session, nowMs))
          const found = lines.firstDue(nowMs)
          expect(found !== null).toBe(due.length > 0)
          // Nobody is found before another of the same idle time who waits for longer.
          const first = due.find(({ session }) => session.idleTtlMs === found?.idleTtlMs)
          expect(found).toBe(first?.session ?? null)
        } else if (place && isIn < 0) {
          place.session = { ...place.session, lastSubscriberLeftAtMs: nowMs }
          lines.add(place)
          model.push(place)
        } else if (place) {
          lines.remove(place)
          // A second time, which must do no more than once.
          lines.remove(place)
          model.splice(isIn, 1)
        }
        expectLinked(places, model)
      }
    }),
  )
})

it('takes back who has left, behind all who went idle meanwhile', () => {
  const lines = createIdleLines()
  const [one, other] = placesOf([10, 10])
  if (!one || !other) throw new Error('There are two')
  lines.add(one)
  lines.add(other)
  lines.remove(one)
  lines.add(one)
  expect(lines.firstDue(100)).toBe(other.session)
})

it('lets a session go that is gone, and keeps none that stood beside it', () => {
  const lines = createIdleLines()
  const places = placesOf([10, 10, 10])
  places.forEach(lines.add)
  places.forEach(lines.remove)
  expect(places.map(({ earlier, later }) => [earlier, later])).toEqual(Array(3).fill([null, null]))
})
