import { expect, it } from 'vitest'
import { createSessionIds } from './session-id.ts'

it('makes ids of 128 bits, none of them twice, from as many draws as it takes', () => {
  const createId = createSessionIds()
  const ids = Array.from({ length: 2_000 }, createId)
  expect(new Set(ids).size).toBe(2_000)
  for (const id of ids) expect(Buffer.from(id, 'base64url')).toHaveLength(16)
  // Each of the 128 bits is now one and now the other.
  const bytes = ids.map((id) => Buffer.from(id, 'base64url'))
  const ever = (of: (a: number, b: number) => number, from: number) =>
    Array.from({ length: 16 }, (_, n) => bytes.reduce((all, each) => of(all, each[n] ?? NaN), from))
  expect(ever((a, b) => a | b, 0)).toEqual(Array(16).fill(255))
  expect(ever((a, b) => a & b, 255)).toEqual(Array(16).fill(0))
})
