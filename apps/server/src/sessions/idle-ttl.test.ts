import { expect, it } from 'vitest'
import { historyCapacity, idleTtlS } from './idle-ttl.ts'

const unset = { defaultIdleTtlS: 90, minIdleTtlS: 0, maxIdleTtlS: 900 }

it('is the default unless one is asked for', () => {
  expect(idleTtlS(undefined, unset)).toBe(90)
  expect(idleTtlS(300, unset)).toBe(300)
})

it('may be longer than what the operator set, but not shorter', () => {
  const operators = { defaultIdleTtlS: 120, minIdleTtlS: 120, maxIdleTtlS: 900 }
  expect(idleTtlS(90, operators)).toBe(120)
  expect(idleTtlS(300, operators)).toBe(300)
})

it('is never longer than the operator allows', () => {
  expect(idleTtlS(900, { ...unset, maxIdleTtlS: 300 })).toBe(300)
})

it('lets a session keep 1,024 events, and more where an absence at four a second needs more', () => {
  const capacity = historyCapacity(120_000)
  expect(capacity(0)).toBe(1_024)
  expect(capacity(90_000)).toBe(4 * (132 + 90 + 45))
  expect(capacity(900_000)).toBe(4 * (132 + 900 + 450))
})

it('keeps no memory for all the events of an idle time without end', () => {
  expect(historyCapacity(120_000)(1e15)).toBe(65_536)
})
