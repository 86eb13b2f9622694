import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createIdleLines, type IdlePlace } from './idle-lines.ts'
import { createSession, isIdle } from './session.ts'

/** Sessions of these idle times, started a millisecond apart. */
function placesOf(idleTtlsMs: readonly number[]): IdlePlace[] {
  return idleTtlsMs.map((idleTtlMs, n) => ({
    session: createSession({ id: String(n), elcor: false, idleTtlMs }, n),
    earlier: null,
    later: null,
  }))
}

it('finds what is due and nothing else, whoever comes and goes', () => {
  const idleTtl = fc.constantFrom(0, 3, 10)
  const leavers = fc.array(fc.nat(29))
  fc.assert(
    fc.property(fc.array(idleTtl, { maxLength: 30 }), leavers, fc.nat(40), (idleTtlsMs, leaving, nowMs) => {
      const lines = createIdleLines()
      const places = placesOf(idleTtlsMs)
      places.forEach(lines.add)
      const gone = new Set(leaving.map((n) => places[n]).filter((place) => place !== undefined))
      // Some twice, which must do no more than once.
      for (const n of leaving) if (places[n]) lines.remove(places[n])
      const due = places.filter((place) => !gone.has(place) && isIdle(place.session, nowMs))
      const found: string[] = []
      for (let first = lines.firstDue(nowMs); first; first = lines.firstDue(nowMs)) {
        found.push(first.id)
        const place = places[Number(first.id)]
        if (place) lines.remove(place)
      }
      expect(found.sort()).toEqual(due.map(({ session }) => session.id).sort())
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
