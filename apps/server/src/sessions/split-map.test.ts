import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createSplitMap } from './split-map.ts'

const key = fc.string({ maxLength: 3 })

it('holds what a Map holds, whatever is set and deleted', () => {
  const step = fc.record({ key, value: fc.option(fc.nat(), { nil: null }) })
  fc.assert(
    fc.property(fc.array(step), key, (steps, asked) => {
      const plain = new Map<string, number>()
      const split = createSplitMap<number>()
      for (const { key: at, value } of steps) {
        if (value === null) expect(split.delete(at)).toBe(plain.delete(at))
        else {
          plain.set(at, value)
          split.set(at, value)
        }
      }
      expect(split.size()).toBe(plain.size)
      expect(split.get(asked)).toBe(plain.get(asked))
      expect([...split.keys()].sort()).toEqual([...plain.keys()].sort())
    }),
  )
})

it('gives out no key that was deleted while its keys are read', () => {
  const map = createSplitMap<number>()
  const keys = Array.from({ length: 200 }, (_, n) => `${n}`)
  for (const each of keys) map.set(each, 0)
  const seen: string[] = []
  for (const each of map.keys()) {
    seen.push(each)
    for (const other of keys) map.delete(other)
  }
  expect(seen).toHaveLength(1)
})
